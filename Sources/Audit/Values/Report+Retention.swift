import QueryEngine
import TopologyModel

extension Report {
  /// Before when the span was forgotten, which nothing is told of; nil where all of it is known.
  var forgottenBefore: Instant? {
    notes.filter { $0.code == .forgotten }.compactMap(\.until).max()
  }
}
