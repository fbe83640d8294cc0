import TopologyModel

extension ServiceFindings {
  /// ST112: the slice was made for a former incarnation of its Service (semantics.md 1.2, 6;
  /// `ownedBy` of `endpointslice/utils.go`).
  ///
  /// - one where the slice has an owner that is a `v1` Service, and none with this Service's UID;
  /// - none for slices without such an owner, which are made by hand;
  /// - none where either UID is unknown.
  ///
  /// Waits for lag.
  static func sliceStaleOwner(_ service: ServiceEvaluation) -> [Finding] {
    let uid = service.reference.uid
    guard !uid.isEmpty else { return [] }
    return service.slices.compactMap { slice in
      let place = slice.facts.owners.firstIndex {
        $0.kind == "Service" && $0.apiVersion == "v1" && !$0.uid.isEmpty
      }
      guard let place, !SliceOwnership.isOwned(slice.facts, byServiceUID: uid) else { return nil }
      return Finding(
        .sliceStaleOwner,
        subject: slice.reference,
        detail: "",
        message: "the slice belongs to a former Service of the name `\(service.reference)`",
        evidence: [
          slice.evidence("metadata.ownerReferences[\(place)].uid", slice.facts.owners[place].uid),
          service.evidence("metadata.uid", uid),
        ]
      )
    }
  }

  /// ST114: somebody else adds a slice to a Service that the EndpointSlice controller looks after
  /// (semantics.md 2.22, 6).
  ///
  /// - one for each slice with another `managed-by` than the controller's, where the Service has a
  ///   selector and is not of type ExternalName;
  /// - none for slices without `managed-by` (ST113).
  static func sliceForeignManager(_ service: ServiceEvaluation) -> [Finding] {
    guard ServiceSelection.isReconciled(service.facts) else { return [] }
    return service.slices.compactMap { slice in
      guard let manager = slice.manager, manager != SliceOwnership.controllerName else {
        return nil
      }
      return Finding(
        .sliceForeignManager,
        subject: slice.reference,
        detail: "",
        message:
          "`\(manager)` manages a slice of Service `\(service.reference)`, which has a selector",
        evidence: [
          slice.evidence(label: EndpointSliceFacts.managedByLabel), service.selectorEvidence,
        ]
      )
    }
  }

  /// ST115: the label `service.kubernetes.io/headless` of the slice disagrees with its Service
  /// (semantics.md 2.9, 3.2, 6; `cmd/kube-proxy/app/server.go`).
  ///
  /// - an error where the slice has the label and the Service a cluster IP: kube-proxy ignores the
  ///   slice;
  /// - a warning where the EndpointSlice controller's slice lacks it and the Service has no cluster
  ///   IP;
  /// - none where others leave it out, which has no effect, and none for type ExternalName.
  ///
  /// Waits for lag.
  static func headlessLabelMismatch(_ service: ServiceEvaluation) -> [Finding] {
    guard !service.isExternalName else { return [] }
    let key = EndpointSliceFacts.headlessLabel
    return service.slices.compactMap { slice in
      guard SliceOwnership.isHeadlessLabelMismatched(slice.facts, service: service.facts) else {
        return nil
      }
      let isHidden = slice.facts.labels[key] != nil
      guard isHidden || slice.manager == SliceOwnership.controllerName else { return nil }
      return Finding(
        ruleID: FindingRule.headlessLabelMismatch.id,
        severity: isHidden ? .error : .warning,
        subject: slice.reference,
        detail: "",
        message: isHidden
          ? "label `\(key)` hides the slice from kube-proxy, and the Service has a cluster IP"
          : "label `\(key)` is missing, and the Service has no cluster IP",
        evidence: [
          slice.evidence(label: key),
          service.evidence("spec.clusterIPs", service.facts.clusterIPs.joined(separator: ",")),
        ]
      )
    }
  }

  /// ST116: an `ip:port` is listed more than once for one Service port (semantics.md 2.24, 6;
  /// `addEndpoints` of `pkg/proxy/endpointslicecache.go`).
  ///
  /// - an error where the occurrences contradict each other and kube-proxy's choice is left to
  ///   chance: among those that are terminating alike, or before 1.36 among all, conditions differ;
  /// - a warning where they agree, or where from 1.36 on the one that is not terminating wins;
  /// - none for Services that kube-proxy does not handle, headless ones included.
  ///
  /// The subject is the first slice that the EndpointSlice controller does not manage, or the
  /// first. Waits for lag: endpoints that move between slices are in both for a moment (2.10).
  static func duplicateEndpoint(_ service: ServiceEvaluation) -> [Finding] {
    let managers = Dictionary(
      service.slices.map { ($0.reference, $0.manager) },
      uniquingKeysWith: { first, _ in first }
    )
    return service.ports.flatMap { offered in
      offered.conflicts.map { conflict in
        let occurrences = ([conflict.kept] + conflict.dropped).sorted {
          ($0.slice, $0.index) < ($1.slice, $1.index)
        }
        let foreign = occurrences.first {
          managers[$0.slice] != .some(SliceOwnership.controllerName)
        }
        let isArbitrary =
          service.input.version.prefersNonTerminatingDuplicate
          ? conflict.isUndefined : conflict.conditionsDiffer
        let place = conflict.kept.addressAndPort
        let port = FindingText.port(offered.port)
        return Finding(
          ruleID: FindingRule.duplicateEndpoint.id,
          severity: isArbitrary ? .error : .warning,
          subject: (foreign ?? occurrences[0]).slice,
          detail: "\(port) \(place)",
          message: isArbitrary
            ? "endpoint `\(place)` of port `\(port)` is listed twice, with different conditions"
            : "endpoint `\(place)` of port `\(port)` is listed twice",
          evidence: occurrences.prefix(FindingEvidence.examplesMax).map {
            service.evidence(
              candidate: $0,
              "conditions",
              FindingText.conditions($0.endpoint)
            )
          }
        )
      }
    }
  }

  /// ST209: a port of the slice belongs to no port of its Service (semantics.md 2.19, 6).
  ///
  /// - one for each slice port whose name and protocol no Service port has, in IPv4 and IPv6
  ///   slices;
  /// - none for a headless Service without ports, where DNS answers with the slice's, and none for
  ///   type ExternalName.
  ///
  /// Waits for lag.
  static func slicePortUnknown(_ service: ServiceEvaluation) -> [Finding] {
    let isFree = service.facts.isHeadless && service.facts.ports.isEmpty
    guard !service.isExternalName, !isFree else { return [] }
    return service.slices.flatMap { slice -> [Finding] in
      guard IPAddress.Family(rawValue: slice.facts.addressType) != nil else { return [] }
      return slice.facts.ports.enumerated().compactMap { index, port in
        guard ServicePortJoin.servicePort(for: port, in: service.facts) == nil else { return nil }
        let key = FindingText.slicePortKey(port)
        let ports = service.facts.ports.map { "\($0.name)/\($0.transport.rawValue)" }
        return Finding(
          .slicePortUnknown,
          subject: slice.reference,
          detail: key,
          message: "no port of Service `\(service.reference)` is `\(key)`, as the slice's is",
          evidence: [
            slice.evidence(port: index),
            service.evidence("spec.ports", ports.joined(separator: ",")),
          ]
        )
      }
    }
  }
}
