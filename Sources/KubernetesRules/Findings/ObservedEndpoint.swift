public import TopologyModel

/// One endpoint of a slice, as it was observed.
public struct ObservedEndpoint: Hashable, Sendable {
  /// What it says.
  public var facts: EndpointFacts
  /// The slice's `resourceVersion` since which the endpoint has had these facts; empty where
  /// unknown.
  public var revision: String

  /// Creates an observed endpoint.
  public init(facts: EndpointFacts, revision: String) {
    self.facts = facts
    self.revision = revision
  }
}
