import EventLog
import Foundation
import Testing
import TopologyModel

@testable import Ingest

@Suite("gzip")
struct GzipTests {
  /// `text` as one gzip member whose content is stored as it is.
  private func member(_ text: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    var rest = text[...]
    repeat {
      let block = rest.prefix(65535)
      rest = rest.dropFirst(block.count)
      bytes.append(rest.isEmpty ? 1 : 0)
      append(UInt16(block.count), to: &bytes)
      append(~UInt16(block.count), to: &bytes)
      bytes += block
    } while !rest.isEmpty
    append(checksum(text), to: &bytes)
    append(UInt32(truncatingIfNeeded: text.count), to: &bytes)
    return bytes
  }

  private func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes += Array($0) }
  }

  private func checksum(_ bytes: [UInt8]) -> UInt32 {
    var remainder: UInt32 = ~0
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 {
        let isOdd = remainder & 1 == 1
        remainder >>= 1
        if isOdd { remainder ^= 0xEDB8_8320 }
      }
    }
    return ~remainder
  }

  private let lines = Array(
    Input.lines(
      Input.watch(1, "ADDED", Input.pod("a", 5)),
      Input.watch(2, "ADDED", Input.pod("b", 6))
    ).utf8
  )

  @Test("compressed files are recognised by their first bytes and named without .gz")
  func recognised() throws {
    let store = try TestStore()
    let report = try store.run(try store.write(member(lines), to: "r/watch-pods.jsonl.gz"))
    #expect(report.feeds.map { $0.feed?.name } == ["watch-pods.jsonl"])
    #expect(report.records == 2)
    let plain = try store.run(try store.write(lines, to: "r/x.jsonl"))
    #expect(plain.appended == 0, "the same content is the same feed")
    let folder = try store.run(store.folder.path() + "/r")
    #expect(folder.feeds.map { $0.path.hasSuffix("watch-pods.jsonl.gz") } == [true])
  }

  @Test("several members follow one another, and zeros behind them are padding")
  func members() throws {
    let whole = member(lines) + member([]) + member(lines) + [0, 0, 0]
    #expect(GzipDecoder.decode(whole, bytesMax: 1 << 20).damage == nil)
    #expect(GzipDecoder.decode(whole, bytesMax: 1 << 20).bytes == lines + lines)
  }

  @Test("what gzip writes is read", arguments: [0, 1, 262_143, 262_144, 262_145, 1_000_000])
  func written(count: Int) throws {
    let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    let process = Process()
    let input = Pipe()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-c"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    Thread.detachNewThread {
      try? input.fileHandleForWriting.write(contentsOf: Data(content))
      try? input.fileHandleForWriting.close()
    }
    let compressed = [UInt8](try output.fileHandleForReading.readToEnd() ?? Data())
    process.waitUntilExit()
    let outcome = GzipDecoder.decode(compressed, bytesMax: 1 << 30)
    #expect(outcome.damage == nil)
    #expect(outcome.bytes == content)
    for cut in [1, 4, 8, 9] where compressed.count > cut {
      let damaged = GzipDecoder.decode(compressed.dropLast(cut), bytesMax: 1 << 30)
      #expect(damaged.damage == "its gzip member ends early")
    }
  }

  @Test(
    "content that ends early or is damaged is stored as far as it goes",
    arguments: [false, true]
  )
  func damaged(skips: Bool) throws {
    let stored = member(lines)
    var flipped = stored
    flipped[flipped.count - 6] ^= 0xFF
    for (bytes, message, names) in [
      (Array(stored.dropLast(20)), "its gzip member ends early", ["a"]),
      (flipped, "its gzip member is damaged near compressed byte", ["a", "b"]),
      (stored + [1, 2, 3], "its gzip member is damaged", ["a", "b"]),
    ] {
      let store = try TestStore()
      let report = try store.run(try store.write(bytes, to: "w.jsonl.gz")) {
        $0.skipsInvalid = skips
      }
      let failure = try #require((report.failures + report.skipped).first)
      #expect(failure.message.contains(message))
      #expect(failure.help.contains("get the file again"))
      #expect(report.isComplete == skips)
      #expect(try store.events().compactMap { $0.object?.slot.name } == names)
    }
  }

  @Test("of damaged manifests, the document that was cut is left out even where it is well formed")
  func cutManifest() throws {
    let text = Manifests.documents(
      Manifests.service("a"),
      Manifests.service("b") + "  - port: 90\n    name: second\n"
    )
    let stored = member(Array(text.utf8))
    let store = try TestStore()
    let path = try store.write(Array(stored.dropLast(8 + 30)), to: "x.yaml.gz")
    let report = try store.run(path)
    #expect(report.failures.map { $0.message } == ["its gzip member ends early"])
    #expect(try store.events().compactMap { $0.object?.slot.name } == ["a"])
    let first = try store.write(
      Array(member(Array(Manifests.service("a").utf8)).dropLast(9)),
      to: "y"
    )
    let only = try store.run(first)
    #expect(only.failures.map { $0.message } == ["its gzip member ends early"])
  }

  @Test("content longer than the limit is cut there")
  func limit() {
    let outcome = GzipDecoder.decode(member(lines), bytesMax: 10)
    #expect(outcome.damage == "its content is longer than the limit of 10 bytes")
  }
}
