internal import KubernetesObjects

/// Where the members of a long list stand in its bytes, so that its items can be parsed one by one.
struct ListOutline {
  /// How long a list must be for that; shorter ones are parsed as a whole.
  static let bytesMin = 16 << 20

  /// The bytes between the brackets of `items`.
  let items: Range<Int>
  /// The other members, names and values.
  private let others: [Range<Int>]

  /// Finds the members by their braces and quotes alone; nil where that is not an object with an
  /// array `items`, and nothing behind it.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var index = Self.skipBlank(bytes, 0)
    guard index < bytes.count, bytes[index] == UInt8(ascii: "{") else { return nil }
    var items: Range<Int>?
    var others: [Range<Int>] = []
    repeat {
      let start = Self.skipBlank(bytes, index + 1)
      guard let nameEnd = Self.endOfString(bytes, start) else { return nil }
      let colon = Self.skipBlank(bytes, nameEnd)
      guard colon < bytes.count, bytes[colon] == UInt8(ascii: ":") else { return nil }
      let value = Self.skipBlank(bytes, colon + 1)
      guard let end = Self.endOfValue(bytes, value) else { return nil }
      if bytes[start..<nameEnd].elementsEqual("\"items\"".utf8) {
        guard items == nil, bytes[value] == UInt8(ascii: "[") else { return nil }
        items = value + 1..<end - 1
      } else {
        others.append(start..<end)
      }
      index = Self.skipBlank(bytes, end)
    } while index < bytes.count && bytes[index] == UInt8(ascii: ",")
    guard index < bytes.count, bytes[index] == UInt8(ascii: "}"), let items,
      Self.skipBlank(bytes, index + 1) == bytes.count
    else { return nil }
    self.items = items
    self.others = others
  }

  /// The list with its first items alone.
  func beginning(_ bytes: UnsafeRawBufferPointer, itemsMax: Int) -> [UInt8] {
    var members = others.map { Array(bytes[$0]) }
    var found: [[UInt8]] = []
    var index = items.lowerBound
    while found.count < itemsMax, let item = next(bytes, from: &index) {
      found.append(Array(bytes[item]))
    }
    let comma = [UInt8(ascii: ",")]
    members.append(
      Array("\"items\":[".utf8) + found.joined(separator: comma) + [UInt8(ascii: "]")]
    )
    return [UInt8(ascii: "{")] + members.joined(separator: comma) + [UInt8(ascii: "}")]
  }

  /// Moves past the next item and the comma behind it; nil at the end, and, short of that, where no
  /// value stands.
  func next(_ bytes: UnsafeRawBufferPointer, from index: inout Int) -> Range<Int>? {
    let start = Self.skipBlank(bytes, index)
    index = start
    guard start < items.upperBound, let end = Self.endOfValue(bytes, start), end > start else {
      return nil
    }
    let behind = Self.skipBlank(bytes, end)
    guard behind >= items.upperBound || bytes[behind] == UInt8(ascii: ",") else { return nil }
    index = min(behind + 1, items.upperBound)
    return start..<end
  }

  private static func skipBlank(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var index = start
    while index < bytes.count, [32, 9, 10, 13].contains(bytes[index]) { index += 1 }
    return index
  }

  private static func endOfString(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else { return nil }
    var index = start + 1
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""): return index + 1
      case UInt8(ascii: "\\"): index += 2
      default: index += 1
      }
    }
    return nil
  }

  private static func endOfValue(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    var depth = 0
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        guard let end = endOfString(bytes, index) else { return nil }
        index = end
        if depth == 0 { return index }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        index += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return index }
        depth -= 1
        index += 1
        if depth == 0 { return index }
      case UInt8(ascii: ","), 32, 9, 10, 13:
        if depth == 0 { return index }
        index += 1
      default: index += 1
      }
    }
    return nil
  }
}
