import EventLog
import Projections
import Testing
import TopologyModel

@testable import QueryEngine

/// Projections in which time does not go forward, as a flipped bit may leave them.
@Suite("damaged times")
struct DamagedTimesTests {
  /// Pods a and b; the proof at second 30 proves less than the one before it.
  private static func store() throws -> TestStore {
    let store = try TestStore()
    try store.tell(.added, pod: "a", at: 10, revision: 10, node: "n1")
    try store.tell(.added, pod: "b", at: 20, revision: 20, node: "n1")
    try store.tell(.modified, pod: "a", at: 30, revision: 30, node: "n2")
    try store.observe(.bookmark, at: 40, revision: 40)
    try store.store.tamper(
      """
      UPDATE projection_step SET revision = (
        SELECT revision FROM projection_step WHERE observed_at = \(Sample.time(10).nanoseconds))
      WHERE observed_at = \(Sample.time(30).nanoseconds)
      """
    )
    return store
  }

  @Test("a span that cannot go forward ends with an error")
  func standstill() throws {
    let store = try Self.store()
    var readsLeft = 20_000
    let error = #expect(throws: ProjectionDamage.self) {
      // What would go on for ever is stopped, and fails.
      try store.answer(
        "pods from 1970-01-01T00:00:30Z to 1970-01-01T00:00:50Z",
        QueryContext(namespace: "shop", now: Sample.time(100)),
        isCancelled: {
          readsLeft -= 1
          return readsLeft < 0
        }
      )
    }
    #expect(error == .disagreeingTimes(instant: Sample.time(30)))
    #expect(error?.help?.contains("hindcast rebuild") == true)
  }
}
