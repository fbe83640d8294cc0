import Export
import Foundation
import Testing

@Suite struct RecordingFolderTests {
  private static let unknown = ExportScope(
    cluster: "elsewhere",
    from: nil,
    through: nil,
    namespace: nil
  )

  @Test("A folder with something in it is replaced only when asked, and only a recording")
  func refusesFolders() throws {
    let store = try TestStore(recordings: ["seed"])
    let path = try store.exportingRecording()
    #expect(throws: ExportError.folderNotEmpty(path)) {
      _ = try RecordingFolder(path: path, isCompressed: false, replacesRecording: false)
    }
    _ = try RecordingFolder(path: path, isCompressed: false, replacesRecording: true)
    try Data().write(to: URL(fileURLWithPath: "\(path)/notes.txt"))
    #expect(throws: ExportError.folderForeign(path, file: "notes.txt")) {
      _ = try RecordingFolder(path: path, isCompressed: false, replacesRecording: true)
    }
  }

  @Test("An export that fails leaves what was there, and nothing else")
  func leavesNothing() throws {
    let store = try TestStore(recordings: ["seed"])
    #expect(throws: ExportError.clusterUnknown("elsewhere", known: ["c"])) {
      try store.exportingRecording(Self.unknown)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: store.folder.path)
    #expect(!names.contains { $0.hasPrefix("export") })
  }

  @Test("A file is replaced only when asked, and is whole or not there")
  func refusesFiles() throws {
    let store = try TestStore()
    let path = store.folder.appendingPathComponent("events.jsonl").path
    do {
      let file = try OutputFile(path: path, isCompressed: false, replacesFile: false)
      try file.write([1, 2, 3])
    }
    #expect(!FileManager.default.fileExists(atPath: path))
    let file = try OutputFile(path: path, isCompressed: false, replacesFile: false)
    try file.write([1, 2, 3])
    try file.finish()
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data([1, 2, 3]))
    #expect(throws: ExportError.fileExists(path)) {
      _ = try OutputFile(path: path, isCompressed: false, replacesFile: false)
    }
  }
}
