import TopologyModel

/// Says in one line what an event changed.
enum FactsSummary {
  /// The changes between two states of an object; for a first state, the state itself.
  static func change(from before: ObjectFacts?, to after: ObjectFacts) -> String {
    let old = before.map { fields($0) } ?? []
    let changes = fields(after).compactMap { name, value -> String? in
      let earlier = old.first { $0.name == name }?.value ?? ""
      guard earlier != value else { return nil }
      if before == nil { return value.isEmpty ? nil : "\(name) \(value)" }
      return "\(name) \(earlier.isEmpty ? "none" : earlier) → \(value.isEmpty ? "none" : value)"
    }
    return changes.isEmpty ? "no visible change" : changes.joined(separator: ", ")
  }

  private static func fields(_ facts: ObjectFacts) -> [(name: String, value: String)] {
    switch facts {
    case .pod(let pod):
      [
        ("phase", pod.phase), ("ready", ready(pod.ready)), ("ip", pod.ips.joined(separator: ",")),
        ("node", pod.nodeName),
        ("terminating", pod.deletionTimestamp == nil ? "" : "yes"),
        ("labels", ValueText.plain(.labels(pod.labels))),
      ]
    case .service(let service):
      [
        ("type", service.type), ("cluster ip", service.clusterIPs.joined(separator: ",")),
        (
          "ports",
          service.ports.map { ValueText.plain(QuestionSource.port($0)) }.joined(separator: ",")
        ),
        ("selector", ValueText.plain(.labels(service.selector))),
        ("external name", service.externalName),
        ("internal policy", service.internalTrafficPolicy),
        ("external policy", service.externalTrafficPolicy),
      ]
    case .endpointSlice(let slice, let endpoints):
      [
        ("service", slice.serviceName ?? ""), ("endpoints", String(endpoints.count)),
        ("ready", String(endpoints.count { $0.ready ?? true })),
        ("terminating", terminating(endpoints)),
        (
          "ports",
          slice.ports.map {
            "\($0.name.isEmpty ? "" : "\($0.name) ")\($0.number.map { String($0) } ?? "all")"
          }
          .joined(separator: ",")
        ),
      ]
    case .node(let node):
      [("ready", ready(node.ready)), ("zone", node.labels[NodeFacts.zoneLabel] ?? "")]
    }
  }

  private static func terminating(_ endpoints: [EndpointFacts]) -> String {
    let count = endpoints.count { $0.terminating ?? false }
    return count == 0 ? "" : String(count)
  }

  private static func ready(_ status: PodFacts.ConditionStatus) -> String {
    switch status {
    case .absent: ""
    case .isTrue: "yes"
    case .isFalse: "no"
    case .unknown: "unknown"
    }
  }
}
