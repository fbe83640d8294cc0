import EventLog
import Foundation
import GRDB
import KubernetesObjects
import Projections
import Testing
import TopologyModel

/// Values of another type than their column's, which SQLite takes without a word: whoever reads them is
/// told, and lives.
@Suite struct ForeignTypeTests {
  private static let values = [
    "NULL", "'x'", "''", "x'00ff'", "1e300", "-1", "9223372036854775807", "zeroblob(40)",
  ]

  private static func tables(of path: String) throws -> [(name: String, columns: [String])] {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { db in
      try String.fetchAll(
        db,
        sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
      ).map { ($0, try db.columns(in: $0).map(\.name)) }
    }
  }

  /// Reads all that there is, and tries all that a writer does; returns the errors.
  private static func errors(of path: String) -> [any Error] {
    var errors: [any Error] = []
    func attempt(_ body: () throws -> Void) {
      do { try body() } catch { errors.append(error) }
    }
    attempt {
      let log = try TestStore.open(path, access: .readOnly)
      defer { try? log.close() }
      attempt {
        try log.read { snapshot throws in
          let head = try snapshot.head().position
          try snapshot.forEachEvent(from: LogPosition(1), through: head) { stored in
            attempt {
              _ = try snapshot.hash(at: stored.event.position)
              _ = try snapshot.body(at: stored.event.position)
            }
            return true
          }
        }
      }
      attempt {
        try log.read { snapshot throws in
          for cluster in try snapshot.clusters() {
            _ = try snapshot.feeds(clusterID: cluster.id)
            _ = try snapshot.kubernetesVersion(clusterID: cluster.id, by: LogPosition(10))
          }
        }
      }
      attempt { _ = try log.read { try ProjectionSnapshot($0).dump() } }
      attempt { _ = try log.read { try $0.verify() } }
    }
    attempt {
      let projection = TopologyProjection()
      let log = try TestStore.open(path, participants: [projection])
      defer { try? log.close() }
      attempt { _ = try log.append([Draft.pod("b", 90, at: 90)]) }
      attempt {
        _ = try log.append([Draft.observation(.bookmark, ordinal: 9, at: 91, revision: 91)])
      }
      attempt { try log.rebuildIndexes() }
      attempt { try projection.rebuild(in: log) }
    }
    return errors
  }

  @Test("no value of any type in any column ends the process that reads or writes the store")
  func everyColumn() throws {
    let store = try StoreSample.make()
    try store.close()
    let pristine = try Data(contentsOf: URL(fileURLWithPath: store.path))
    let target = store.folder.appendingPathComponent("foreign.db").path
    var told = 0
    for (number, table) in try Self.tables(of: store.path).enumerated() {
      for (index, column) in table.columns.enumerated() {
        // Every column, with other values in each; all of both would take minutes.
        for value in [Self.values[(number + index) % 8], Self.values[(number + 3 * index + 4) % 8]]
        {
          for suffix in ["", "-wal", "-shm", "-lock"] {
            try? FileManager.default.removeItem(atPath: target + suffix)
          }
          try pristine.write(to: URL(fileURLWithPath: target))
          let queue = try DatabaseQueue(path: target)
          try? queue.write { db in
            try db.execute(sql: "UPDATE OR IGNORE \(table.name) SET \(column) = \(value)")
          }
          try queue.close()
          for error in Self.errors(of: target) {
            told += 1
            // Within a read, before the store says it with its name; and of a body that is gone.
            let isTold =
              error is EventLogError || error is ProjectionDamage || error is ForeignValue
              || error is JSONSyntaxError
            #expect(isTold, "\(table.name).\(column) = \(value): \(error)")
          }
        }
      }
    }
    #expect(told > 50)
  }

  @Test(
    "the error names the column",
    arguments: [
      ("event", "recorded_at", "'x'"), ("event", "flags", "'x'"), ("feed", "name", "x'ff'"),
      ("object", "kind", "'pod'"), ("cluster", "name", "x'ff'"),
    ]
  )
  func named(table: String, column: String, value: String) throws {
    let store = try StoreSample.make()
    try store.tamper { try $0.execute(sql: "UPDATE \(table) SET \(column) = \(value)") }
    let log = try TestStore.open(store.path, access: .readOnly)
    defer { try? log.close() }
    let error = #expect(throws: EventLogError.self) {
      try log.read { snapshot throws in
        for cluster in try snapshot.clusters() { _ = try snapshot.feeds(clusterID: cluster.id) }
        _ = try snapshot.event(at: LogPosition(1))
        _ = try snapshot.object(1)
      }
    }
    #expect(error?.category == .corrupt)
    #expect(
      error?.message.contains("`\(column)`") == true || error?.message.contains("kind") == true
    )
    #expect(error?.help?.contains("hindcast verify") == true)
  }
}
