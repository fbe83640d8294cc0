import TopologyModel

/// What a Service's timeline tells of a port, or of all of its ports.
final class TimelinePortion: Sendable {
  /// Where the rows are the whole answer, with no note beside them; ordered, apart.
  let served: [HalfOpenInterval<Instant>]

  init(served: [HalfOpenInterval<Instant>]) {
    self.served = served
  }
}
