internal import EventLog
internal import TopologyModel

/// A file's uncompressed content: of a long one that is not compressed, what is looked at is in memory.
final class FileContent {
  /// The longest content that is uncompressed in memory.
  static let bytesMax = 8 << 30
  /// From how many bytes on a file that is not compressed is read piece by piece.
  static let piecewiseBytesMin = 4 << 20
  /// What compressed files have behind their names.
  static let compressionSuffixes = [".zst", ".gz"]

  /// The path as it was given.
  let path: String
  /// The file's name without `.zst` or `.gz`.
  let name: String
  /// The uncompressed bytes, as far as they could be read; of a stream, those not passed yet.
  let bytes: ContentBytes
  /// The SHA-256 of the bytes: what makes the feed the same again.
  let identity: String
  /// When the bytes arrived, where that was noted.
  private(set) var arrivals: ArrivalTimes
  /// Why the content ends where it does, where that is not the file's end.
  var damage: String? { storedDamage ?? bytes.damage }
  private let storedDamage: String?
  /// How many bytes of a stream were passed and forgotten.
  private(set) var passedCount = 0
  /// Whether more may arrive.
  private(set) var isOpen = false
  /// Whether nothing has arrived for a while.
  var isQuiet = false

  /// Reads the file at a path; `arrivalTime` is asked for the times at which a pipe's bytes arrive.
  convenience init(path: String, arrivalTime: (@Sendable () -> Instant)?) throws(ImportError) {
    if let file = ContentFile(path, bytesMin: Self.piecewiseBytesMin),
      !Decompressed.isCompressed(file.beginning(4)), let bytes = ContentBytes(file)
    {
      let identity = file.identity()
      if file.damage == nil {
        self.init(path: path, bytes: bytes, identity: identity)
        return
      }
    }
    let (stored, arrivals) = try FileSystem.read(path, arrivalTime: arrivalTime)
    self.init(path: path, stored: stored, arrivals: arrivals)
  }

  private init(path: String, bytes: ContentBytes, identity: String) {
    self.path = path
    name = Self.name(of: path)
    self.bytes = bytes
    arrivals = ArrivalTimes()
    storedDamage = nil
    self.identity = identity
  }

  /// The content of what was read already.
  init(
    path: String,
    stored: [UInt8],
    arrivals: ArrivalTimes,
    bytesMax: Int = FileContent.bytesMax
  ) {
    self.path = path
    name = Self.name(of: path)
    let content = Decompressed(stored, bytesMax: bytesMax)
    bytes = ContentBytes(content?.bytes ?? stored)
    identity = ChainHash.contentIdentity(of: content?.bytes ?? stored)
    storedDamage = content?.damage
    if let content {
      // A compressor holds lines back, so only of the last one is known when it was there.
      self.arrivals = arrivals.joined(byteCount: content.bytes.count)
    } else {
      self.arrivals = arrivals
    }
  }

  /// The name of the file at a path, without what its compression put behind it.
  private static func name(of path: String) -> String {
    let name = FileSystem.baseName(of: path)
    let suffix = compressionSuffixes.first { name.hasSuffix($0) } ?? ""
    return String(name.dropLast(suffix.count))
  }

  /// The content of a stream that begins with `bytes`, whole documents, and of which more may arrive.
  ///
  /// The whole is not known, so that its identity is made of its first document and of when that had
  /// arrived.
  init(path: String, openWith bytes: [UInt8], arrivals: ArrivalTimes) {
    self.path = path
    name = FileSystem.baseName(of: path)
    self.bytes = ContentBytes(bytes)
    self.arrivals = arrivals
    storedDamage = nil
    isOpen = true
    var cursor = DocumentCursor(bytes: self.bytes, layout: DocumentLayout(of: self.bytes))
    let first = cursor.next()?.range ?? 0..<0
    let time = arrivals.time(ofBytesBefore: first.upperBound)?.nanoseconds ?? 0
    identity = ChainHash.contentIdentity(of: Array("stream \(time)\n".utf8) + bytes[first])
  }

  /// Forgets the first bytes of a stream, and adds what arrived.
  func extend(passing count: Int, with more: [UInt8], arrivals: ArrivalTimes, isLast: Bool) {
    bytes.extend(passing: count, with: more)
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
    var start = 0
    while start + separator.count <= bytes.count {
      if bytes.starts(with: separator, at: start) { return true }
      guard let found = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) else { return false }
      start = found + 1
    }
    return false
  }

  /// The line at a byte, counted from a known place.
  func line(at offset: Int, from start: Int, line: Int) -> Int {
    let end = min(max(offset, start), bytes.count)
    return line + bytes.count(of: UInt8(ascii: "\n"), in: start..<end)
  }
}
