import Foundation
import Synchronization
import Testing
import TopologyModel

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
    _ = file.identity()
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

  @Test("are held to what they were first where a file is written over, whatever its length")
  func writtenOver() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let size = 1 << 20
    let bytes = [UInt8](repeating: 97, count: 2 * size + 5)
    for (name, other) in [("longer", 3 * size), ("as long", 2 * size + 5)] {
      let path = try write(bytes, name)
      let file = try #require(ContentFile(path, bytesMin: 1))
      let identity = file.identity()
      let content = try #require(makeContent(file))
      #expect(content[0] == 97)
      let handle = try #require(FileHandle(forWritingAtPath: path))
      // The first piece is what it was.
      try handle.write(contentsOf: Data(bytes[..<size]))
      try handle.write(contentsOf: Data(repeating: 98, count: other - size))
      try handle.close()
      #expect(content[size - 1] == 97 && content.damage == nil, "\(name)")
      #expect(content[size] == 0, "\(name)")
      #expect(content.damage == "the file was changed while it was read")
      #expect(content[2 * size] == 0, "\(name)")
      #expect(identity == FileContent(path: "", stored: bytes, arrivals: .init()).identity)
    }
    let path = try write(bytes, "same")
    let file = try #require(ContentFile(path, bytesMin: 1))
    _ = file.identity()
    let content = try #require(makeContent(file))
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
    #expect(content[0..<bytes.count] == bytes)
    #expect(content.damage == nil)
  }

  @Test("a file that is written over by a longer one during its import is refused from there on")
  func importedMeanwhile() throws {
    func text(_ name: String, _ digit: Int) -> Data {
      var text = ""
      for number in 0..<40 {
        let extra = #","annotations":{"a":"\#(String(repeating: "\(digit)", count: 700_000))"}"#
        text += Input.watch(number, "MODIFIED", Input.pod(name, 10 + number, extra: extra)) + "\n"
      }
      return Data(text.utf8)
    }
    let store = try TestStore()
    let path = try store.write(Array(text("a", 1)), to: "r/watch-pods.jsonl")
    let other = text("other", 2)
    let isWritten = Mutex(false)
    let options = ImportOptions(importTime: TestStore.importTime, batchEventsMax: 4)
    let report = try Importer(log: try store.log, options: options) { progress in
      guard progress.eventsAppended > 0, !isWritten.withLock({ $0 }) else { return }
      isWritten.withLock { $0 = true }
      let handle = FileHandle(forWritingAtPath: path)
      try? handle?.write(contentsOf: other)
      try? handle?.close()
    }.importPaths([path])
    #expect(isWritten.withLock { $0 })
    #expect(report.failures.map(\.message).contains("the file was changed while it was read"))
    let events = try store.events().filter { $0.object != nil }
    #expect((4..<40).contains(events.count))
    #expect(events.allSatisfy { $0.object?.slot.name == "a" })
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
