import Foundation
import GRDB
import KubernetesObjects
import Projections
import Testing
import TopologyModel

@testable import EventLog

/// Bodies that cannot be read, or not be understood: whoever needs one says which event's it is.
@Suite struct DamagedBodyTests {
  @Test(
    "a rebuild names the event whose body is damaged, and the way out",
    arguments: [
      ("body_size = 0", 3), ("body_size = -1", 3), ("body_size = 7", 3), ("body = NULL", 3),
      ("body = NULL, body_size = 0, body_base = 0", 3), ("body_size = 0", 1),
      ("body = NULL, body_size = 0, body_base = 0", 4),
      ("body = NULL, body_size = 0, body_base = 0", 10),
    ] as [(String, Int64)]
  )
  func rebuild(change: String, position: Int64) throws {
    let store = try Self.store(changing: change, at: position)
    let projection = TopologyProjection()
    let log = try TestStore.open(store.path, participants: [projection])
    defer { try? log.close() }
    let error = #expect(throws: EventLogError.self) { try projection.rebuild(in: log) }
    #expect(Self.position(of: error) == position)
    let help = try #require(error?.help)
    #expect(help.contains("hindcast verify") && help.contains("hindcast salvage"))
  }

  @Test("whoever asks for the object is told, too")
  func asked() throws {
    let store = try Self.store(changing: "body = NULL, body_size = 0, body_base = 0", at: 6)
    let log = try TestStore.open(store.path, access: .readOnly)
    defer { try? log.close() }
    try log.read { snapshot in
      let reads = try ProjectionSnapshot(snapshot)
      let stored = try #require(try snapshot.event(at: LogPosition(6)))
      let id = try #require(stored.objectID)
      let revision = try #require(stored.event.revision)
      let facts = #expect(throws: EventLogError.self) { try reads.facts(of: stored) }
      #expect(Self.position(of: facts) == 6)
      let read = #expect(throws: EventLogError.self) {
        try reads.withBody(ofObject: id, at: revision) {
          try JSONParser().withDocument($0) { _ in }
        }
      }
      #expect(Self.position(of: read) == 6)
    }
  }

  @Test("an object that is none of its kind is told with what is wrong in it")
  func otherObject() throws {
    let store = try StoreSample.make()
    let other = #"{"metadata":{"name":7}}"#
    let body = try BodyCodec().compress(Array(other.utf8), prefix: nil)
    try store.tamper { db in
      try db.execute(
        sql: "UPDATE event SET body = ?, body_size = ?, body_base = 0 WHERE position = 6",
        arguments: [Data(body), other.utf8.count]
      )
    }
    let projection = TopologyProjection()
    let log = try TestStore.open(store.path, participants: [projection])
    defer { try? log.close() }
    let error = #expect(throws: EventLogError.self) { try projection.rebuild(in: log) }
    #expect(Self.position(of: error) == 6)
    #expect(error?.message.contains("metadata.name") == true, "\(error?.message ?? "")")
  }

  private static func store(changing change: String, at position: Int64) throws -> TestStore {
    let store = try StoreSample.make()
    try store.tamper {
      try $0.execute(sql: "UPDATE event SET \(change) WHERE position = \(position)")
    }
    return store
  }

  /// The event that an error calls damaged.
  private static func position(of error: EventLogError?) -> Int64? {
    if case .corrupt(let position, _) = error { position.value } else { nil }
  }
}
