import Foundation
import HindcastTestSupport
import Testing

@testable import Console

@Suite("The history of a session")
struct HistoryFileTests {
  @Test("entries come back in order, from a file that only its owner may read")
  func entries() throws {
    let folder = try TemporaryDirectory()
    let file = HistoryFile(path: folder.file("deep/er/history"))
    #expect(file.entries() == [])
    file.append("pods")
    HistoryFile(path: file.path).append("services | where name = \"ä\"")
    #expect(file.entries() == ["pods", "services | where name = \"ä\""])
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test("a file that has grown is cut to the newest entries")
  func trimmed() throws {
    let folder = try TemporaryDirectory()
    let file = HistoryFile(path: folder.file("history"))
    let lines = (1...(2 * HistoryFile.entriesMax + 1)).map { "pods | limit \($0)\n" }
    try lines.joined().write(toFile: file.path, atomically: true, encoding: .utf8)
    file.trim()
    #expect(file.entries().count == HistoryFile.entriesMax)
    #expect(file.entries().last == "pods | limit \(2 * HistoryFile.entriesMax + 1)")
    let data = try #require(FileManager.default.contents(atPath: file.path))
    #expect(data.count { $0 == 0x0A } == HistoryFile.entriesMax)
  }

  @Test("a history that cannot be written stops nothing")
  func unwritable() {
    let file = HistoryFile(path: "/dev/null/history")
    file.append("pods")
    file.trim()
    #expect(file.entries() == [])
  }
}
