/// A cluster's `resourceVersion`, kept as the text it was.
///
/// Well-formed revisions are decimal digits without a leading zero and compare by length, then by
/// bytes, whatever their size (KEP-5504; `apimachinery/pkg/util/resourceversion`). They are never
/// read into an integer. Revisions compare only within one epoch of one cluster.
public struct Revision: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The digits.
  public let text: String

  /// The most digits that a revision may have here; etcd's have at most 19.
  public static let digitsMax = 255

  /// Creates a revision from well-formed text; returns nil for anything else, "0" included.
  public init?(_ text: some StringProtocol) {
    let utf8 = text.utf8
    guard let first = utf8.first, first != 48, utf8.count <= Self.digitsMax,
      utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    self.text = String(text)
  }

  /// The lowest well-formed revision.
  public static let lowest = Revision(known: "1")

  private init(known text: String) {
    self.text = text
  }

  /// The digits.
  public var description: String { text }

  /// Returns whether the left revision was written earlier.
  public static func < (left: Revision, right: Revision) -> Bool {
    let leftCount = left.text.utf8.count
    let rightCount = right.text.utf8.count
    if leftCount != rightCount { return leftCount < rightCount }
    return left.text < right.text
  }

  /// Bytes that sort, compared byte by byte, as revisions do: the digit count, then the digits.
  public var sortKey: [UInt8] {
    [UInt8(text.utf8.count)] + text.utf8
  }

  /// Reads a revision back from its sort key; returns nil when the bytes are none.
  public init?(sortKey: some Collection<UInt8>) {
    guard let count = sortKey.first, Int(count) == sortKey.count - 1 else { return nil }
    self.init(String(decoding: sortKey.dropFirst(), as: UTF8.self))
  }

  /// Reads a revision back from the bytes of its sort key in place; returns nil when they are none.
  public init?(sortKey bytes: UnsafeRawBufferPointer) {
    guard let count = bytes.first, Int(count) == bytes.count - 1, count > 0, bytes[1] != 48 else {
      return nil
    }
    let digits = UnsafeRawBufferPointer(rebasing: bytes[1...])
    guard digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    self.init(known: String(decoding: digits, as: UTF8.self))
  }

  /// The same order in fewer bytes: the digit count, then two digits to a byte, the first one alone
  /// where their count is odd.
  package var packedKey: [UInt8] {
    var key: [UInt8] = []
    var text = text
    text.withUTF8 { digits in
      key.reserveCapacity(digits.count / 2 + 2)
      key.append(UInt8(digits.count))
      var index = 0
      if digits.count % 2 == 1 {
        key.append(digits[0] - 48)
        index = 1
      }
      while index < digits.count {
        key.append((digits[index] - 48) * 10 + digits[index + 1] - 48)
        index += 2
      }
    }
    return key
  }

  /// Reads a revision back from its packed key in place; returns nil when the bytes are none.
  package init?(packedKey bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.first, first > 0, bytes.count == 1 + (Int(first) + 1) / 2 else {
      return nil
    }
    let count = Int(first)
    let isOdd = count % 2 == 1
    guard bytes[1] >= (isOdd ? 1 : 10), bytes[1] <= (isOdd ? 9 : 99),
      bytes.dropFirst(2).allSatisfy({ $0 < 100 })
    else { return nil }
    let text = String(unsafeUninitializedCapacity: count) { digits in
      var place = 0
      for byte in bytes.dropFirst() {
        if place > 0 || !isOdd {
          digits[place] = byte / 10 + 48
          place += 1
        }
        digits[place] = byte % 10 + 48
        place += 1
      }
      return place
    }
    self.init(known: text)
  }

  /// Reads a revision back from its packed key; returns nil when the bytes are none.
  package init?(packedKey: some Collection<UInt8>) {
    guard let revision = Array(packedKey).withUnsafeBytes({ Revision(packedKey: $0) }) else {
      return nil
    }
    self = revision
  }

  /// The revision just before this one, or nil below the lowest.
  public var predecessor: Revision? {
    var digits = Array(text.utf8)
    var index = digits.count - 1
    while index >= 0, digits[index] == 48 {
      digits[index] = 57
      index -= 1
    }
    guard index >= 0 else { return nil }
    digits[index] -= 1
    if digits[0] == 48 { digits.removeFirst() }
    guard !digits.isEmpty else { return nil }
    return Revision(known: String(decoding: digits, as: UTF8.self))
  }
}
