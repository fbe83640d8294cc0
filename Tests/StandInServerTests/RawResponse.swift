import Foundation

/// An answer as it came over the wire, read piece by piece, whole or not.
struct RawResponse: Sendable {
  private(set) var status: Int?
  private(set) var headers: [String: String] = [:]
  /// The chunks of the body that came whole; of a body with a length there is one.
  private(set) var chunks: [[UInt8]] = []
  /// Whether the body came to its end.
  private(set) var isComplete = false
  /// Whether the connection was closed after it, or in it.
  var isClosed = false
  private(set) var lineCount = 0
  private var rest: [UInt8] = []
  private var restStart = 0

  var body: String { String(decoding: chunks.joined(), as: UTF8.self) }

  /// The lines of the body that came whole.
  var lines: [String] { body.split(separator: "\n").map(String.init) }

  /// Whether bytes came that make no whole chunk.
  var isTorn: Bool { restStart < rest.count }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if restStart > 1 << 16 {
      rest.removeFirst(restStart)
      restStart = 0
    }
    rest.append(contentsOf: bytes)
    while !isComplete, readPart() {}
  }

  private mutating func readPart() -> Bool {
    guard status != nil else { return readHead() }
    if let length = headers["content-length"].flatMap({ Int($0) }) {
      guard rest.count - restStart >= length else { return false }
      take(length)
      isComplete = true
      return true
    }
    guard let line = line(), let length = Int(line, radix: 16) else { return false }
    let start = restStart + line.utf8.count + 2
    guard rest.count >= start + length + 2 else { return false }
    restStart = start
    if length == 0 { isComplete = true } else { take(length) }
    restStart += 2
    return true
  }

  private mutating func readHead() -> Bool {
    var lines: [String] = []
    let start = restStart
    while let line = line() {
      restStart += line.utf8.count + 2
      guard line.isEmpty else {
        lines.append(line)
        continue
      }
      status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
      for header in lines.dropFirst() {
        let parts = header.split(separator: ":", maxSplits: 1)
        headers[parts[0].lowercased()] = String(parts[1].dropFirst())
      }
      return true
    }
    restStart = start
    return false
  }

  private mutating func take(_ count: Int) {
    let bytes = Array(rest[restStart..<restStart + count])
    lineCount += Self.lineCount(of: bytes)
    chunks.append(bytes)
    restStart += count
  }

  /// Counts line ends with the C library, since long bodies pass through here in debug builds.
  private static func lineCount(of bytes: [UInt8]) -> Int {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      var count = 0
      var start = 0
      while start < buffer.count, let found = memchr(base + start, 10, buffer.count - start) {
        count += 1
        start = UnsafeRawPointer(found) - base + 1
      }
      return count
    }
  }

  /// The text up to the next line break, which stays.
  private func line() -> String? {
    guard let end = rest[restStart...].firstIndex(of: 13), end + 1 < rest.count else { return nil }
    return String(decoding: rest[restStart..<end], as: UTF8.self)
  }
}
