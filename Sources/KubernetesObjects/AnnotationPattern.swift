/// Keys of annotations: a key, in which `*` stands for any text.
public struct AnnotationPattern: Hashable, Sendable {
  /// The longest pattern.
  public static let bytesMax = 512
  /// The most `*` of a pattern.
  public static let starsMax = 8

  /// The pattern as it was given.
  public let text: String
  private let pieces: [[UInt8]]

  /// Reads a pattern; nil for an empty one, one with blanks, commas, or control characters, which no
  /// key has, and for one that is too long.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= Self.bytesMax,
      bytes.allSatisfy({ $0 > 32 && $0 != 127 && $0 != UInt8(ascii: ",") })
    else { return nil }
    let pieces = bytes.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
    guard pieces.count <= Self.starsMax + 1 else { return nil }
    self.text = String(text)
    self.pieces = pieces.map { Array($0) }
  }

  /// Returns whether a key matches.
  public func matches(_ key: some StringProtocol) -> Bool {
    matches(Array(key.utf8)[...])
  }

  func matches(_ key: ArraySlice<UInt8>) -> Bool {
    guard let first = pieces.first, let last = pieces.last, key.starts(with: first) else {
      return false
    }
    var rest = key.dropFirst(first.count)
    guard pieces.count > 1 else { return rest.isEmpty }
    guard rest.count >= last.count, rest.suffix(last.count).elementsEqual(last) else {
      return false
    }
    rest = rest.dropLast(last.count)
    // Each piece where it first stands leaves the most room for those behind it.
    for piece in pieces.dropFirst().dropLast() {
      guard let end = Self.end(of: piece, in: rest) else { return false }
      rest = rest[end...]
    }
    return true
  }

  private static func end(of piece: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    var start = bytes.startIndex
    while start + piece.count <= bytes.endIndex {
      if bytes[start..<(start + piece.count)].elementsEqual(piece) { return start + piece.count }
      start += 1
    }
    return nil
  }
}
