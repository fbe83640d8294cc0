import QueryEngine
import TopologyModel

extension Report {
  /// Before when the span was forgotten, which nothing is told of; nil where all of it is known.
  var forgottenBefore: Instant? {
    // One that has a beginning is of what rows look back at.
    notes.filter { $0.code == .forgotten && $0.from == nil }.compactMap(\.until).max()
  }
}
