internal import EventLog
internal import Glibc
internal import TopologyModel

/// A file's uncompressed content, held in memory.
final class FileContent {
  /// The longest uncompressed content that is read.
  static let bytesMax = 8 << 30
  /// What compressed files have behind their names.
  static let compressionSuffixes = [".zst", ".gz"]

  /// The path as it was given.
  let path: String
  /// The file's name without `.zst` or `.gz`.
  let name: String
  /// The uncompressed bytes, as far as they could be read; of a stream, those not passed yet.
  private(set) var bytes: [UInt8]
  /// The SHA-256 of the bytes: what makes the feed the same again.
  let identity: String
  /// When the bytes arrived, where that was noted.
  private(set) var arrivals: ArrivalTimes
  /// Why the content ends where it does, where that is not the file's end.
  let damage: String?
  /// How many bytes of a stream were passed and forgotten.
  private(set) var passedCount = 0
  /// Whether more may arrive.
  private(set) var isOpen = false
  /// Whether nothing has arrived for a while.
  var isQuiet = false

  /// Reads the file at a path; `arrivalTime` is asked for the times at which a pipe's bytes arrive.
  convenience init(path: String, arrivalTime: (@Sendable () -> Instant)?) throws(ImportError) {
    let (stored, arrivals) = try FileSystem.read(path, arrivalTime: arrivalTime)
    self.init(path: path, stored: stored, arrivals: arrivals)
  }

  /// The content of what was read already.
  init(
    path: String,
    stored: [UInt8],
    arrivals: ArrivalTimes,
    bytesMax: Int = FileContent.bytesMax
  ) {
    self.path = path
    let name = FileSystem.baseName(of: path)
    let suffix = Self.compressionSuffixes.first { name.hasSuffix($0) } ?? ""
    self.name = String(name.dropLast(suffix.count))
    if let content = Decompressed(stored, bytesMax: bytesMax) {
      bytes = content.bytes
      // A compressor holds lines back, so only of the last one is known when it was there.
      self.arrivals = arrivals.joined(byteCount: content.bytes.count)
      damage = content.damage
    } else {
      bytes = stored
      self.arrivals = arrivals
      damage = nil
    }
    identity = ChainHash.contentIdentity(of: bytes)
  }

  /// The content of a stream that begins with `bytes`, whole documents, and of which more may arrive.
  ///
  /// The whole is not known, so that its identity is made of its first document and of when that had
  /// arrived.
  init(path: String, openWith bytes: [UInt8], arrivals: ArrivalTimes) {
    self.path = path
    name = FileSystem.baseName(of: path)
    self.bytes = bytes
    self.arrivals = arrivals
    damage = nil
    isOpen = true
    var cursor = DocumentCursor(bytes: bytes, layout: DocumentLayout(of: bytes))
    let first = cursor.next()?.range ?? 0..<0
    let time = arrivals.time(ofBytesBefore: first.upperBound)?.nanoseconds ?? 0
    identity = ChainHash.contentIdentity(of: Array("stream \(time)\n".utf8) + bytes[first])
  }

  /// Forgets the first bytes of a stream, and adds what arrived.
  func extend(passing count: Int, with more: [UInt8], arrivals: ArrivalTimes, isLast: Bool) {
    bytes.removeFirst(count)
    bytes += more
    passedCount += count
    self.arrivals = arrivals
    isOpen = !isLast
  }

  /// Whether the content has a line that separates YAML documents, or begins like a YAML file: with
  /// a comment, a directive, or a line such as `kind: Service`.
  var looksLikeYAML: Bool {
    if hasSeparator { return true }
    let linesMax = 20
    var cursor = DocumentCursor(bytes: bytes, layout: .lines)
    for _ in 0..<linesMax {
      guard let line = cursor.next() else { return false }
      let text = bytes[line.range]
      if ["#", "%YAML"].contains(where: { text.starts(with: $0.utf8) }) { return true }
      let key = text.prefix { (65...90).contains($0) || (97...122).contains($0) }
      let rest = text.dropFirst(key.count)
      if !key.isEmpty, rest.first == UInt8(ascii: ":"),
        rest.count == 1 || rest.dropFirst().first == UInt8(ascii: " ")
      {
        return true
      }
    }
    return false
  }

  /// Whether a line begins with `---`, which no line of JSON does.
  private var hasSeparator: Bool {
    let separator = Array("---".utf8)
    return bytes.withUnsafeBytes { buffer in
      var start = 0
      while start + separator.count <= buffer.count {
        if buffer[start...].starts(with: separator) { return true }
        guard let base = buffer.baseAddress,
          let found = memchr(base + start, 10, buffer.count - start)
        else { return false }
        start = UnsafeRawPointer(found) - base + 1
      }
      return false
    }
  }

  /// The line at a byte, counted from a known place.
  func line(at offset: Int, from start: Int, line: Int) -> Int {
    let end = min(max(offset, start), bytes.count)
    return line + bytes[start..<end].count { $0 == UInt8(ascii: "\n") }
  }
}
