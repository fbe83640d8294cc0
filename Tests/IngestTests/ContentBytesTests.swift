import Foundation
import Testing

@testable import Ingest

@Suite("Contents that are read piece by piece")
struct ContentBytesTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("content-\(UUID().uuidString)")

  private static let pieceByteCount = 16 << 10

  /// The bytes of a file, of which two pieces stay in memory.
  private func makeContent(_ file: ContentFile) -> ContentBytes? {
    ContentBytes(
      file,
      pieceByteCount: Self.pieceByteCount,
      loadedBytesMax: 2 * Self.pieceByteCount
    )
  }

  /// Lines of different lengths, some longer than a piece.
  private static func lines(_ generator: inout SplitMix64) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < 200_000 {
      let isLong = Int.random(in: 0..<40, using: &generator) == 0
      let length = Int.random(in: 0..<(isLong ? 50_000 : 2_000), using: &generator)
      let digit = UInt8.random(in: 48...57, using: &generator)
      bytes += Array("{\"a\":\"\\\"".utf8) + [UInt8](repeating: digit, count: length)
      bytes += Array("\"}\n".utf8)
    }
    return bytes
  }

  private func write(_ bytes: [UInt8], _ name: String = "file") throws -> String {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    return file.path
  }

  @Test("are what the file has, and stay within their bound", arguments: [UInt64(1), 2])
  func same(seed: UInt64) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    var generator = SplitMix64(state: seed)
    let bytes = Self.lines(&generator)
    let file = try #require(ContentFile(try write(bytes), bytesMin: 1))
    let content = try #require(makeContent(file))
    let inMemory = ContentBytes(bytes)
    for layout in [DocumentLayout.lines, .documents] {
      var cursor = DocumentCursor(bytes: content, layout: layout)
      var expected = DocumentCursor(bytes: inMemory, layout: layout)
      var longest = 2
      while let document = expected.next() {
        let next = cursor.next()
        let found = try #require(next)
        #expect(found.range == document.range && found.line == document.line)
        #expect(content[found.range] == inMemory[document.range])
        // What a long document needed is given back when the next piece is read.
        longest = max(longest, document.range.count / Self.pieceByteCount + 2)
        #expect(content.loadedByteCount <= longest * Self.pieceByteCount)
      }
      #expect(cursor.next() == nil)
    }
    for _ in 0..<200 {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      #expect(content[place] == bytes[place])
    }
    #expect(content.count(of: 10) == bytes.count { $0 == 10 })
    #expect(file.identity() == FileContent(path: "", stored: bytes, arrivals: .init()).identity)
    #expect(content.damage == nil)
  }

  @Test("keep what is being read in place")
  func nested() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let size = Self.pieceByteCount
    let bytes = (UInt8(0)..<7).flatMap { [UInt8](repeating: $0, count: size) }
    let file = try #require(ContentFile(try write(bytes), bytesMin: 1))
    let content = try #require(makeContent(file))
    content.withBytes(0..<1) { first in
      for piece in 0..<6 { #expect(content[piece * size] == UInt8(piece)) }
      content.withBytes(5 * size..<6 * size) { #expect($0[0] == 5) }
      #expect(first[0] == 0)
      #expect(content.loadedByteCount == 6 * size)
    }
    #expect(content[6 * size] == 6)
    #expect(content.loadedByteCount == 2 * size)
  }

  @Test("say that a file was changed while it was read, and go on where it only grew")
  func changed() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let bytes = [UInt8](repeating: 97, count: 3 << 20)
    let path = try write(bytes)
    let file = try #require(ContentFile(path, bytesMin: 1))
    let grown = try #require(ContentBytes(file))
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("more".utf8))
    #expect(grown[2 << 20] == 97 && grown.damage == nil)
    try handle.truncate(atOffset: 1 << 20)
    try handle.close()
    #expect(grown[2 << 20] == 97)
    #expect(grown[1 << 20] == 0)
    #expect(grown.damage == "the file was changed while it was read")
  }

  @Test("a long file is imported as it is in one piece")
  func imported() throws {
    var text = ""
    for number in 0..<9 {
      let long = String(repeating: "\(number)", count: 700_000)
      let extra = #","annotations":{"a":"\#(long)"}"#
      text += Input.watch(number, "MODIFIED", Input.pod("a", 10 + number, extra: extra)) + "\n"
    }
    let bytes = Array(text.utf8)
    #expect(bytes.count > FileContent.piecewiseBytesMin)
    let store = try TestStore()
    let report = try store.run(try store.write(bytes, to: "r/watch-pods.jsonl"))
    #expect(report.failures.isEmpty)
    let other = try TestStore()
    let options = ImportOptions(importTime: TestStore.importTime)
    let expected = try Importer(log: try other.log, options: options, progress: { _ in })
      .importAtomically(bytes, named: "watch-pods.jsonl")
    #expect(report.appended == expected.appended && report.appended > 9)
    #expect(try store.events().map { $0.revision } == other.events().map { $0.revision })
  }
}
