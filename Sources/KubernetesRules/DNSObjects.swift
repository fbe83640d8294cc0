public import TopologyModel

/// The objects that cluster DNS answers from.
///
/// A namespace counts as existing when any of these objects lives in it or it is named.
public struct DNSObjects: Hashable, Sendable {
  /// A Service and its name.
  public struct Service: Hashable, Sendable {
    /// Its namespace.
    public var namespace: String
    /// Its name.
    public var name: String
    /// What it says.
    public var facts: ServiceFacts

    /// Creates a Service.
    public init(namespace: String, name: String, facts: ServiceFacts) {
      self.namespace = namespace
      self.name = name
      self.facts = facts
    }
  }

  /// A slice with its endpoints.
  public struct Slice: Hashable, Sendable {
    /// Its namespace.
    public var namespace: String
    /// What it says.
    public var facts: EndpointSliceFacts
    /// What it lists.
    public var endpoints: [EndpointFacts]

    /// Creates a slice.
    public init(namespace: String, facts: EndpointSliceFacts, endpoints: [EndpointFacts]) {
      self.namespace = namespace
      self.facts = facts
      self.endpoints = endpoints
    }
  }

  /// A Pod's addresses.
  public struct Pod: Hashable, Sendable {
    /// Its namespace.
    public var namespace: String
    /// `status.podIPs`.
    public var ips: [String]

    /// Creates a Pod.
    public init(namespace: String, ips: [String]) {
      self.namespace = namespace
      self.ips = ips
    }
  }

  /// The Services.
  public var services: [Service]
  /// The slices.
  public var slices: [Slice]
  /// The Pods.
  public var pods: [Pod]
  /// Namespaces known to exist besides those of the objects.
  public var namespaces: Set<String>

  /// Creates a set of objects.
  public init(services: [Service], slices: [Slice], pods: [Pod], namespaces: Set<String>) {
    self.services = services
    self.slices = slices
    self.pods = pods
    self.namespaces = namespaces
  }

  /// Returns whether a namespace is known to exist.
  func hasNamespace(_ name: String) -> Bool {
    namespaces.contains(name) || services.contains { $0.namespace == name }
      || slices.contains { $0.namespace == name } || pods.contains { $0.namespace == name }
  }
}
