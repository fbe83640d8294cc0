import Foundation
import Glibc
import Testing
import TopologyModel

@testable import Ingest

@Suite("Files that are read at once")
struct StoredFileTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("stored-\(UUID().uuidString)")

  /// More than is read at once.
  private static let byteCount = 3 << 20

  /// Reads a file of `a` from a place on, and changes it as soon as its first piece was read.
  private func read(
    from start: Int = 0,
    _ change: (FileHandle) throws -> Void
  ) throws -> [UInt8] {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("file")
    try Data(repeating: 97, count: Self.byteCount).write(to: file)
    let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    lseek(descriptor, off_t(start), SEEK_SET)
    let state = try #require(FileState(descriptor))
    let handle = try #require(FileHandle(forUpdatingAtPath: file.path))
    defer { try? handle.close() }
    var result = Result<Void, any Error>.success(())
    var isFirst = true
    let bytes = try FileSystem.readAll(descriptor, state) { _ in
      guard isFirst else { return }
      isFirst = false
      result = Result { try change(handle) }
    }
    try result.get()
    #expect(!isFirst)
    return bytes
  }

  @Test("are refused where they are written over meanwhile", arguments: [0, 1 << 19])
  func writtenOver(place: Int) throws {
    let failure = try #require(throws: FileSystem.ReadFailure.self) {
      try read { handle in
        try handle.seek(toOffset: UInt64(place))
        try handle.write(contentsOf: Data(repeating: 98, count: 1000))
      }
    }
    #expect(failure.detail == "the file was changed while it was read")
  }

  @Test("are refused where they are cut off behind what was read")
  func cutOff() throws {
    #expect(throws: FileSystem.ReadFailure.self) { try read { try $0.truncate(atOffset: 5) } }
  }

  @Test("are as they were at the end of the reading, where they are written over behind it")
  func writtenAhead() throws {
    let place = 2 << 20
    let bytes = try read { handle in
      try handle.seek(toOffset: UInt64(place))
      try handle.write(contentsOf: Data(repeating: 98, count: Self.byteCount - place))
    }
    #expect(bytes.count == Self.byteCount && bytes.firstIndex(of: 98) == place)
  }

  @Test("may grow, and be written again with the same", arguments: [0, 7])
  func grown(start: Int) throws {
    let grown = try read(from: start) { handle in
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("more".utf8))
    }
    let expected = [UInt8](repeating: 97, count: Self.byteCount - start)
    #expect(grown == expected + Array("more".utf8))
    let same = try read(from: start) { handle in
      try handle.write(contentsOf: Data(repeating: 97, count: Self.byteCount))
    }
    #expect(same == expected)
  }
}
