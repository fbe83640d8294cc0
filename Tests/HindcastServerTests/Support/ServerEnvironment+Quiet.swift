import HindcastServer
import QueryEngine
import TopologyModel

extension ServerEnvironment {
  /// An environment in which nothing happens.
  static let quiet = ServerEnvironment(
    toolVersion: "0.0.0-test",
    now: { Instant(nanoseconds: 0) },
    stopwatch: Stopwatch { 0 },
    pause: { _ in },
    zone: { _ in nil },
    savedQueries: { [] },
    writeLog: { _ in }
  )
}
