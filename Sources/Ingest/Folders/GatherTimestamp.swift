internal import TopologyModel

/// The file `timestamp` of a must-gather: when it began and when it ended, a line each, as Go prints
/// times, such as `2026-11-20 10:15:00.5 +0000 UTC m=+0.1`.
enum GatherTimestamp {
  /// The longest file that is looked at.
  static let bytesMax = 4096

  /// When the gathering ended, which is when all that it holds had been observed; nil where no line
  /// says a time.
  static func end(_ bytes: [UInt8]) -> Instant? {
    guard bytes.count <= bytesMax else { return nil }
    return bytes.split(separator: UInt8(ascii: "\n"))
      .compactMap { instant(String(decoding: $0, as: UTF8.self)) }.last
  }

  private static func instant(_ line: String) -> Instant? {
    let words = line.split { $0 == " " || $0 == "\r" }
    guard words.count >= 3 else { return nil }
    let zone = words[2]
    guard zone.utf8.count == 5 else { return nil }
    return Instant(rfc3339: "\(words[0])T\(words[1])\(zone.prefix(3)):\(zone.suffix(2))")
  }
}
