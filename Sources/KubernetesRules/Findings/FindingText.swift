import TopologyModel

/// How findings print what objects say; stable, since details and evidence consist of it.
enum FindingText {
  /// Returns the labels as `key=value`, with commas between.
  static func labels(_ labels: LabelSet) -> String {
    labels.labels.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
  }

  /// Returns a Service port as `80/TCP`, which is unique in a Service.
  static func port(_ port: ServiceFacts.Port) -> String {
    "\(port.number)/\(port.transport.rawValue)"
  }

  /// Returns a Service port's target as it was written.
  static func target(_ target: ServiceFacts.TargetPort) -> String {
    switch target {
    case .number(let number): String(number)
    case .name(let name): name
    }
  }

  /// Returns what a slice port is joined by, as `http/TCP`, or `TCP` where it has no name.
  static func slicePortKey(_ port: EndpointSliceFacts.Port) -> String {
    port.name.isEmpty ? port.transport.rawValue : "\(port.name)/\(port.transport.rawValue)"
  }

  /// Returns a slice port as `http 8080/TCP`.
  static func slicePort(_ port: EndpointSliceFacts.Port) -> String {
    let number = port.number.map(String.init) ?? "none"
    let text = "\(number)/\(port.transport.rawValue)"
    return port.name.isEmpty ? text : "\(port.name) \(text)"
  }

  /// Returns a container port as `http 8080/TCP`.
  static func containerPort(_ port: PodFacts.ContainerPort) -> String {
    let text = "\(port.number)/\(port.transport.rawValue)"
    return port.name.isEmpty ? text : "\(port.name) \(text)"
  }

  /// Returns an endpoint's conditions as they were written.
  static func conditions(_ endpoint: EndpointFacts) -> String {
    let conditions: [(String, Bool?)] = [
      ("ready", endpoint.ready), ("serving", endpoint.serving),
      ("terminating", endpoint.terminating),
    ]
    return conditions.map { "\($0)=\($1.map { $0 ? "true" : "false" } ?? "absent")" }
      .joined(separator: " ")
  }

  /// Returns the status of a Pod condition as the API spells it; nil where it is absent.
  static func status(_ status: PodFacts.ConditionStatus) -> String? {
    switch status {
    case .absent: nil
    case .isTrue: "True"
    case .isFalse: "False"
    case .unknown: "Unknown"
    }
  }
}
