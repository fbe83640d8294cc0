internal import EventLog
internal import TopologyModel

/// A file's uncompressed content, held in memory.
final class FileContent {
  /// The longest uncompressed content that is read.
  static let bytesMax = 8 << 30

  /// The path as it was given.
  let path: String
  /// The file's name without `.zst`.
  let name: String
  /// The uncompressed bytes, as far as they could be read.
  let bytes: [UInt8]
  /// The SHA-256 of the bytes: what makes the feed the same again.
  let identity: String
  /// When the bytes arrived, where that was noted.
  let arrivals: ArrivalTimes
  /// Why the content ends where it does, where that is not the file's end.
  let damage: String?

  /// Reads the file at a path; `arrivalTime` is asked for the times at which a pipe's bytes arrive.
  init(path: String, arrivalTime: (@Sendable () -> Instant)?) throws(ImportError) {
    self.path = path
    let name = FileSystem.baseName(of: path)
    self.name = name.hasSuffix(".zst") ? String(name.dropLast(4)) : name
    let (stored, arrivals) = try FileSystem.read(path, arrivalTime: arrivalTime)
    if ZstdDecoder.isCompressed(stored) {
      let outcome = ZstdDecoder.decode(stored, bytesMax: Self.bytesMax)
      bytes = outcome.bytes
      // A compressor holds lines back, so only of the last one is known when it was there.
      self.arrivals = arrivals.joined(byteCount: outcome.bytes.count)
      damage = outcome.damage
    } else {
      bytes = stored
      self.arrivals = arrivals
      damage = nil
    }
    identity = ChainHash.contentIdentity(of: bytes)
  }

  /// The line at a byte, counted from a known place.
  func line(at offset: Int, from start: Int, line: Int) -> Int {
    let end = min(max(offset, start), bytes.count)
    return line + bytes[start..<end].count { $0 == UInt8(ascii: "\n") }
  }
}
