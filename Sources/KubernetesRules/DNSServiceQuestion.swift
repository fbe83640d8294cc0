/// The parts of a name below `svc.<zone>`: `parseRequest` of CoreDNS' `plugin/kubernetes/parse.go`.
struct DNSServiceQuestion: Sendable {
  /// The Service's namespace.
  var namespace: String
  /// The Service's name.
  var service: String
  /// The endpoint's name, or nil.
  var endpoint: String?
  /// The port's name and protocol, or nil.
  var port: (name: String, transport: String)?

  /// Reads the labels before the zone, the last of them `svc`.
  ///
  /// Returns nil where no Service is named, and for more labels than a port and a protocol have.
  /// CoreDNS takes port and protocol with or without underscores, the specification only with them.
  init?(labels: [String], profile: DNSSettings.Profile) {
    guard (3...5).contains(labels.count) else { return nil }
    let parts = Array(labels.dropLast())
    namespace = parts[parts.count - 1]
    service = parts[parts.count - 2]
    if parts.count == 3 { endpoint = parts[0] }
    if parts.count == 4 {
      let hasUnderscores = parts[0].hasPrefix("_") && parts[1].hasPrefix("_")
      guard profile == .coreDNS || hasUnderscores else { return nil }
      port = (Self.withoutUnderscore(parts[0]), Self.withoutUnderscore(parts[1]))
    }
  }

  private static func withoutUnderscore(_ label: String) -> String {
    label.hasPrefix("_") ? String(label.dropFirst()) : label
  }

  /// Returns whether a port is asked for; any port is where the question names none.
  func matches(portName: String, transport: String) -> Bool {
    guard let port else { return true }
    return port.name == portName.lowercased() && port.transport == transport.lowercased()
  }
}
