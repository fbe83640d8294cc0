internal import Crypto
import TopologyModel

/// The SHA-256 over an event and everything before it.
public struct ChainHash: Hashable, Sendable, CustomStringConvertible {
  /// 32 bytes.
  public let bytes: [UInt8]

  /// Creates a hash from its 32 bytes; returns nil for another count.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// Reads a hash back from its 64 digits; returns nil for other texts.
  package init?(hexadecimal text: String) {
    let digits = text.utf8.map { digit -> UInt8? in
      switch digit {
      case 48...57: digit - 48
      case 97...102: digit - 87
      default: nil
      }
    }
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 64, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      bytes.append(high << 4 | low)
    }
    self.bytes = bytes
  }

  private init(digest: SHA256.Digest) {
    bytes = digest.withUnsafeBytes { Array($0) }
  }

  /// The hash of the empty log: 32 zero bytes.
  public static let genesis = ChainHash(zeroCount: 32)

  private init(zeroCount: Int) {
    bytes = [UInt8](repeating: 0, count: zeroCount)
  }

  /// 64 hexadecimal digits.
  public var description: String { Self.hexadecimal(bytes) }

  /// The first 12 digits, for people.
  public var shortText: String { String(description.prefix(12)) }

  /// Returns the hash that follows this one when `event` with `body` is appended:
  /// SHA-256 of this hash, the envelope's layout, and the SHA-256 of the body.
  ///
  /// The first event of a feed describes the feed, so that the chain covers what is said of it.
  public func appending(
    _ event: RecordedEvent,
    body: [UInt8],
    describing feed: FeedDescription? = nil
  ) -> ChainHash {
    appending(event, bodyDigest: Self.digest(of: body), describing: feed)
  }

  /// Returns the hash that follows this one when `event` is appended with a body of that SHA-256.
  func appending(
    _ event: RecordedEvent,
    bodyDigest: [UInt8],
    describing feed: FeedDescription? = nil
  ) -> ChainHash {
    var hasher = SHA256()
    hasher.update(data: bytes)
    hasher.update(data: EnvelopeLayout.bytes(of: event, describing: feed))
    hasher.update(data: bodyDigest)
    return ChainHash(digest: hasher.finalize())
  }

  /// Returns the hash over the events of a base that follows this one when `event` is added, with the
  /// chain hash that it had in the log.
  func covering(
    _ event: RecordedEvent,
    body: [UInt8],
    chain: ChainHash,
    describing feed: FeedDescription?
  ) -> ChainHash {
    var hasher = SHA256()
    hasher.update(data: bytes)
    hasher.update(data: EnvelopeLayout.bytes(of: event, describing: feed))
    hasher.update(data: Self.digest(of: body))
    hasher.update(data: chain.bytes)
    return ChainHash(digest: hasher.finalize())
  }

  /// Returns the SHA-256 of a body.
  static func digest(of body: [UInt8]) -> [UInt8] {
    SHA256.hash(data: body).withUnsafeBytes { Array($0) }
  }

  /// Returns the SHA-256 of `bytes` in hexadecimal digits: the identity of a file's content.
  public static func contentIdentity(of bytes: [UInt8]) -> String {
    hexadecimal(Array(SHA256.hash(data: bytes)))
  }

  /// Returns the same of bytes that are handed over piece by piece.
  public static func contentIdentity(
    ofPieces body: (_ add: (UnsafeRawBufferPointer) -> Void) -> Void
  ) -> String {
    var hasher = SHA256()
    body { hasher.update(bufferPointer: $0) }
    return hexadecimal(Array(hasher.finalize()))
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    func digit(_ value: UInt8) -> UInt8 {
      value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
    return String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
      for (index, byte) in bytes.enumerated() {
        text[2 * index] = digit(byte >> 4)
        text[2 * index + 1] = digit(byte & 15)
      }
      return text.count
    }
  }
}
