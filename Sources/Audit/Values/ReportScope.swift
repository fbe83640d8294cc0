/// What a report is about: the Services of a namespace and a name, which may be globs.
public struct ReportScope: Hashable, Sendable, Codable {
  /// The namespace, or a glob.
  public var namespace: String
  /// The name of the Service, or a glob.
  public var service: String

  /// All Services of all namespaces.
  public static let everything = ReportScope(namespace: "*", service: "*")

  /// Creates a scope.
  public init(namespace: String, service: String) {
    self.namespace = namespace
    self.service = service
  }

  /// The pattern as queries spell it.
  public var pattern: String { "\(namespace)/\(service)" }

  /// Whether all Services of the namespaces are meant.
  var hasAllServices: Bool { service == "*" }

  /// Whether a single namespace is meant.
  var isOneNamespace: Bool { !namespace.contains("*") && !namespace.contains("\"") }

  /// Whether a single Service is meant.
  var isOneService: Bool { isOneNamespace && !service.contains("*") && !service.contains("\"") }

  /// The question what was observed of the scope's namespaces, with its parameters.
  var coverage: (question: String, parameters: [(name: String, type: String, value: String)]) {
    isOneNamespace
      ? ("coverage in namespace $namespace", [("namespace", "namespace", namespace)])
      : ("coverage", [])
  }

  /// The scope in words.
  var text: String {
    if self == .everything { return "all Services of all namespaces" }
    if hasAllServices { return "all Services of namespace \(namespace)" }
    return isOneService ? "Service \(pattern)" : "Services \(pattern)"
  }
}
