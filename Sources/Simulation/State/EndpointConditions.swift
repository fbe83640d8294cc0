/// The conditions of an endpoint.
struct EndpointConditions: Hashable {
  var isServing: Bool
  var isTerminating: Bool

  /// Whether it takes new connections before others do.
  var isReady: Bool { isServing && !isTerminating }
}
