import TopologyModel

/// An endpoint that a row is about.
struct EndpointAnchor: Hashable {
  var facts: EndpointFacts
  /// Whether it may change in what its row does not show, such as hints.
  var mayChangeUnseen: Bool
  /// Whether connections that go to its address do so only where no other listing of that address counts.
  var isContestable: Bool
}
