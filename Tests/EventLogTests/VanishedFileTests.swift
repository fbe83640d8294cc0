import EventLog
import Foundation
import Projections
import Testing
import TopologyModel

/// The file of an open store goes away: a writer says so and writes nothing into what nobody finds, and
/// readers go on with what they opened.
@Suite struct VanishedFileTests {
  @Test("a store whose file was deleted takes no events, and readers go on")
  func deleted() throws {
    let projection = TopologyProjection()
    let store = try TestStore(participants: [projection])
    try store.append(Draft.pod("a", 1))
    let reader = try TestStore.open(store.path, access: .readOnly)
    defer { try? reader.close() }
    let aside = store.path + "-aside"
    try FileManager.default.moveItem(atPath: store.path, toPath: aside)
    let expected = EventLogError.replacedFile(path: store.path)
    #expect(throws: expected) { try store.append(Draft.pod("a", 2)) }
    #expect(throws: expected) { try projection.rebuild(in: store.log) }
    #expect(try reader.read { try $0.head().position } == LogPosition(1))
    #expect(try store.head() == LogPosition(1))
    #expect(expected.category == .unavailable)
    #expect(expected.help?.contains("put the file back") == true)
    // The file itself comes back: then it is the same again.
    try FileManager.default.moveItem(atPath: aside, toPath: store.path)
    #expect(try store.append(Draft.pod("a", 2)) == [.appended(LogPosition(2))])
    #expect(try store.firstDamage() == nil)
  }

  @Test("a store whose file was replaced by another one takes no events, and leaves that one alone")
  func replaced() throws {
    let store = try TestStore()
    try store.append(Draft.pod("a", 1))
    let other = try TestStore()
    try other.append(Draft.pod("b", 1), Draft.pod("b", 2))
    try other.close()
    try FileManager.default.removeItem(atPath: store.path)
    try FileManager.default.copyItem(atPath: other.path, toPath: store.path)
    let before = try Data(contentsOf: URL(fileURLWithPath: store.path))
    #expect(throws: EventLogError.replacedFile(path: store.path)) {
      try store.append(Draft.pod("a", 2))
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: store.path)) == before)
  }
}
