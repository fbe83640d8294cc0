import EventLog
import Foundation
import Testing
import TopologyModel

/// The file of an open store goes away: a writer says so and writes nothing into what nobody
/// finds.
@Suite struct VanishedFileTests {
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
