import EventLog
import Foundation
import Projections
import Testing
import TopologyModel

/// A store that is open keeps its locks, whatever else the process does with its path.
///
/// A process loses its POSIX locks on a file when it closes any descriptor of the file.
@Suite(.serialized) struct FileLockTests {
  @Test("a store that is open keeps its locks while the same process opens it again")
  func reopened() throws {
    let store = try StoreSample.make()
    let reader = try TestStore.open(store.path, access: .readOnly)
    defer { try? reader.close() }
    #expect(try reader.read { try $0.head().position.value } == 10)
    let before = try Self.locks(on: store.path)
    #expect(before > 0)
    try TestStore.open(store.path, access: .readOnly).close()
    #expect(throws: EventLogError.self) { try TestStore.open(store.path) }
    try Salvage.checkIsReadable(store.path)
    #expect(try Self.locks(on: store.path) == before)
  }

  @Test("and while it is backed up, saved, and verified")
  func copied() throws {
    let store = try StoreSample.make()
    let reader = try TestStore.open(store.path, access: .readOnly)
    defer { try? reader.close() }
    #expect(try reader.read { try $0.head().position.value } == 10)
    let before = try Self.locks(on: store.path)
    let copy = store.folder.appendingPathComponent("copy.db").path
    _ = try reader.backUp(to: copy)
    let saved = store.folder.appendingPathComponent("saved.db").path
    _ = try Salvage.save(
      store.path,
      to: saved,
      holder: "a test",
      participants: [TopologyProjection()]
    )
    #expect(try StoreSample.damages(of: store.path) == [])
    #expect(try Self.locks(on: store.path) == before)
  }

  /// How many POSIX locks this process holds on a file.
  private static func locks(on path: String) throws -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw CocoaError(.fileNoSuchFile) }
    let table = try String(contentsOfFile: "/proc/locks", encoding: .utf8)
    return table.split(separator: "\n").count { line in
      let fields = line.split(separator: " ")
      return fields.count > 5 && fields[1] == "POSIX" && fields[4] == "\(getpid())"
        && fields[5].hasSuffix(":\(status.st_ino)")
    }
  }
}
