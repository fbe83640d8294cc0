import TopologyModel

extension ServiceFindings {
  /// ST204 and ST205: a named target port is the name of no container port, in all Pods or in some
  /// (semantics.md 2.14, 2.15, 6; `FindPort` of `endpointslice/utils.go`; popeye 1106).
  ///
  /// For each Service port with a name as target, over the selected Pods that neither have finished
  /// nor are terminating:
  /// - ST204 where it resolves in none of them;
  /// - ST205 where it resolves in some of them;
  /// - none where it resolves in all, where there are no such Pods, and where Pods are not
  ///   observed.
  static func unresolvedPortNames(_ service: ServiceEvaluation) -> [Finding] {
    let pods = servedPods(service)
    guard !pods.isEmpty else { return [] }
    return namedPorts(service).compactMap { index, port, name in
      let missing = pods.filter { PortResolution.resolve(port: port, in: $0.facts) == nil }
      guard !missing.isEmpty else { return nil }
      let isAll = missing.count == pods.count
      let target = service.evidence("spec.ports[\(index)].targetPort", name)
      let key = FindingText.port(port)
      return service.finding(
        isAll ? .portNameUnresolvedAll : .portNameUnresolvedSome,
        detail: key,
        message: isAll
          ? "target port `\(name)` of port `\(key)` is in no selected Pod"
          : "target port `\(name)` of port `\(key)` is not in every selected Pod",
        evidence: [target]
          + missing.prefix(FindingEvidence.examplesMax).map { evidence(ofPorts: $0) }
      )
    }
  }

  /// ST206: no container declares the number that a Service port leads to (semantics.md 2.14, 6;
  /// `FindPort`; popeye 1101, 1106).
  ///
  /// For each Service port with a number as target, over the selected Pods that neither have
  /// finished nor are terminating:
  /// - one where no regular or restartable init container of any of them declares number and
  ///   protocol; it works anyway, if the process listens;
  /// - none where one declares it, where there are no such Pods, and where Pods are not observed.
  static func targetNumberUndeclared(_ service: ServiceEvaluation) -> [Finding] {
    let pods = servedPods(service)
    guard let example = pods.first else { return [] }
    var declared: Set<DeclaredPort> = []
    for pod in pods {
      for port in pod.facts.ports where serves(port) {
        declared.insert(DeclaredPort(number: port.number, transport: port.transport))
      }
    }
    return service.facts.ports.enumerated().compactMap { index, port in
      guard !isNamed(port), let number = PortResolution.resolve(port: port, in: example.facts),
        !declared.contains(DeclaredPort(number: number, transport: port.transport))
      else { return nil }
      let key = FindingText.port(port)
      return service.finding(
        .targetNumberUndeclared,
        detail: key,
        message: "no container declares `\(number)`, which port `\(key)` leads to",
        evidence: [
          service.evidence("spec.ports[\(index)].targetPort", String(number)),
          evidence(ofPorts: example),
        ]
      )
    }
  }

  /// ST207: a named target port is one number in some Pods and another in others (semantics.md
  /// 2.16, 6).
  ///
  /// - one for each Service port whose name resolves to several numbers, over the selected Pods
  ///   that neither have finished nor are terminating; it works, and the Pods share no slice;
  /// - none where it resolves to one number, or none.
  static func targetNumberVaries(_ service: ServiceEvaluation) -> [Finding] {
    let pods = servedPods(service)
    return namedPorts(service).compactMap { index, port, name in
      var examples: [Int: Observed<PodFacts>] = [:]
      for pod in pods {
        guard let number = PortResolution.resolve(port: port, in: pod.facts),
          examples[number] == nil
        else { continue }
        examples[number] = pod
      }
      guard examples.count > 1 else { return nil }
      let numbers = examples.keys.sorted()
      return service.finding(
        .targetNumberVaries,
        detail: FindingText.port(port),
        message: "target port `\(name)` is not the same number in all selected Pods",
        evidence: [service.evidence("spec.ports[\(index)].targetPort", name)]
          + numbers.prefix(FindingEvidence.examplesMax).compactMap { number in
            examples[number].map {
              $0.evidence("spec.containers[].ports[\(name)]", String(number))
            }
          }
      )
    }
  }

  /// ST208: a container port has the right name and the wrong protocol (semantics.md 2.14, 6;
  /// `FindPort`).
  ///
  /// - one for each Service port whose name does not resolve in a selected Pod where a regular or
  ///   restartable init container has a port of that name with another protocol;
  /// - none where the name resolves there, or no container port has it (ST204, ST205).
  static func protocolMismatch(_ service: ServiceEvaluation) -> [Finding] {
    let pods = servedPods(service)
    return namedPorts(service).compactMap { index, port, name in
      for pod in pods {
        guard PortResolution.resolve(port: port, in: pod.facts) == nil,
          let other = pod.facts.ports.first(where: { serves($0) && $0.name == name })
        else { continue }
        let key = FindingText.port(port)
        return service.finding(
          .protocolMismatch,
          detail: key,
          message: """
            container port `\(name)` is \(other.transport.rawValue), and port `\(key)` wants \
            \(port.transport.rawValue)
            """,
          evidence: [
            service.evidence("spec.ports[\(index)].targetPort", name),
            pod.evidence(
              "spec.containers[].ports[\(name)]",
              FindingText.containerPort(other)
            ),
          ]
        )
      }
      return nil
    }
  }

  /// ST210: no slice serves a Service port, although there are endpoints (semantics.md 2.19, 6).
  ///
  /// - an error for each Service port that no slice port joins, where a slice of IP addresses lists
  ///   endpoints;
  /// - a warning where the Service is headless: clients find the addresses, and only the `SRV`
  ///   records of the port are missing;
  /// - none where no endpoint is listed (ST202), for type ExternalName, and where slices are not
  ///   observed.
  ///
  /// Waits for lag.
  static func servicePortUnserved(_ service: ServiceEvaluation) -> [Finding] {
    guard !service.isExternalName, !service.endpoints.isEmpty else { return [] }
    let slices = service.slices.filter {
      !$0.endpoints.isEmpty && IPAddress.Family(rawValue: $0.facts.addressType) != nil
    }
    return service.facts.ports.enumerated().compactMap { index, port in
      guard slices.allSatisfy({ ServicePortJoin.slicePort(for: port, in: $0.facts) == nil })
      else { return nil }
      let key = FindingText.port(port)
      return service.finding(
        .servicePortUnserved,
        severity: service.facts.isHeadless ? .warning : .error,
        detail: key,
        message: "no slice serves port `\(key)`, although endpoints are listed",
        evidence: [service.evidence("spec.ports[\(index)].name", port.name)]
          + slices.prefix(FindingEvidence.examplesMax).map { slice in
            let ports = slice.facts.ports.map(FindingText.slicePort).joined(separator: ",")
            return slice.evidence("ports", ports)
          }
      )
    }
  }

  // MARK: - Parts

  private struct DeclaredPort: Hashable {
    let number: Int
    let transport: TransportProtocol
  }

  /// The Pods that port rules look at.
  private static func servedPods(_ service: ServiceEvaluation) -> [Observed<PodFacts>] {
    ServiceSelection.isReconciled(service.facts) ? service.lastingPods : []
  }

  /// The Service ports whose target is a name.
  private static func namedPorts(
    _ service: ServiceEvaluation
  ) -> [(index: Int, port: ServiceFacts.Port, name: String)] {
    service.facts.ports.enumerated().compactMap { index, port in
      guard case .name(let name) = port.target, !name.isEmpty else { return nil }
      return (index, port, name)
    }
  }

  private static func isNamed(_ port: ServiceFacts.Port) -> Bool {
    switch port.target {
    case .number: false
    case .name(let name): !name.isEmpty
    }
  }

  /// Whether a container port is of a container that goes on running.
  private static func serves(_ port: PodFacts.ContainerPort) -> Bool {
    switch port.container {
    case .regular, .restartableInit: true
    case .plainInit, .ephemeral: false
    }
  }

  private static func portList(_ pod: PodFacts) -> String? {
    let ports = pod.ports.filter(serves).map(FindingText.containerPort)
    return ports.isEmpty ? nil : ports.joined(separator: ",")
  }

  private static func evidence(ofPorts pod: Observed<PodFacts>) -> FindingEvidence {
    pod.evidence("spec.containers[].ports", portList(pod.facts))
  }
}
