import EventLog
import GRDB
import Testing
import TopologyModel

@Suite("A read that is stopped")
struct CancellationTests {
  /// Counts for ever.
  private static let endless = """
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers)
    SELECT count(*) FROM numbers
    """

  @Test("a statement without an end stops when somebody says so, and the store goes on")
  func stopped() throws {
    let store = try TestStore()
    try store.append(Draft.pod("a", 1))
    var looks = 0
    func isCancelled() -> Bool {
      looks += 1
      return looks > 3
    }
    #expect(throws: EventLogError.self) {
      try store.log.read(isCancelled: isCancelled) { snapshot in
        let db = try #require(snapshot.connection.handle as? Database)
        _ = try Int.fetchOne(db, sql: Self.endless)
      }
    }
    #expect(looks == 4)
    let head = try store.log.read { try $0.head().position.value }
    #expect(head == 1)
    func isNeverCancelled() -> Bool { false }
    let again = try store.log.read(isCancelled: isNeverCancelled) { try $0.head().position.value }
    #expect(again == 1)
    try store.append(Draft.pod("a", 2))
  }
}
