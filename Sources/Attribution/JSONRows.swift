/// Finds members of JSON objects by paths, without reading what lies between.
struct JSONRows {
  /// What remains to be found of one path.
  private struct Path {
    var slot: Int
    var rest: ArraySlice<UInt8>
  }

  private static let depthMax = 64
  private static let quote = UInt8(ascii: "\"")

  private let paths: [Path]

  /// Finds the members of paths such as `IP.source`: a member whose name has dots, or one within
  /// another.
  init(paths: [String]) {
    self.paths = paths.enumerated().map { Path(slot: $0, rest: Array($1.utf8)[...]) }
  }

  /// Finds the wanted members of an object; returns the place of its last brace and whether it has no
  /// members, or nil where the text is no object.
  ///
  /// The field of a string is what stands between its quotes, as it is written; that of null is empty.
  /// Of several members of one name the last one holds, as `jq` and most readers have it.
  func object(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ fields: inout [FlowRow.Field]
  ) -> (brace: Int, isEmpty: Bool)? {
    for slot in fields.indices { fields[slot] = FlowRow.Field() }
    var index = Self.skipSpace(bytes, 0)
    var isEmpty = false
    guard scanObject(bytes, &index, paths, &fields, depth: 0, isEmpty: &isEmpty),
      Self.skipSpace(bytes, index) == bytes.count
    else { return nil }
    return (index - 1, isEmpty)
  }

  private func scanObject(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ index: inout Int,
    _ paths: [Path],
    _ fields: inout [FlowRow.Field],
    depth: Int,
    isEmpty: inout Bool
  ) -> Bool {
    guard depth < Self.depthMax, index < bytes.count, bytes[index] == UInt8(ascii: "{") else {
      return false
    }
    index = Self.skipSpace(bytes, index + 1)
    if index < bytes.count, bytes[index] == UInt8(ascii: "}") {
      index += 1
      isEmpty = true
      return true
    }
    while true {
      guard let key = Self.string(bytes, &index) else { return false }
      index = Self.skipSpace(bytes, index)
      guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return false }
      index = Self.skipSpace(bytes, index + 1)
      guard value(bytes, &index, key, paths, &fields, depth: depth) else { return false }
      index = Self.skipSpace(bytes, index)
      guard index < bytes.count else { return false }
      if bytes[index] == UInt8(ascii: "}") {
        index += 1
        return true
      }
      guard bytes[index] == UInt8(ascii: ",") else { return false }
      index = Self.skipSpace(bytes, index + 1)
    }
  }

  private func value(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ index: inout Int,
    _ key: Range<Int>,
    _ paths: [Path],
    _ fields: inout [FlowRow.Field],
    depth: Int
  ) -> Bool {
    guard index < bytes.count else { return false }
    let name = bytes[key]
    var inner: [Path] = []
    var slots: [Int] = []
    for path in paths where path.rest.count >= name.count && path.rest.starts(with: name) {
      if path.rest.count == name.count {
        slots.append(path.slot)
      } else if path.rest[path.rest.startIndex + name.count] == UInt8(ascii: ".") {
        inner.append(Path(slot: path.slot, rest: path.rest.dropFirst(name.count + 1)))
      }
    }
    if !inner.isEmpty, bytes[index] == UInt8(ascii: "{") {
      var isEmpty = false
      return scanObject(bytes, &index, inner, &fields, depth: depth + 1, isEmpty: &isEmpty)
    }
    let start = index
    if bytes[index] == Self.quote {
      guard let text = Self.string(bytes, &index) else { return false }
      for slot in slots {
        fields[slot] = FlowRow.Field(start: text.lowerBound, end: text.upperBound)
      }
      return true
    }
    guard Self.skipValue(bytes, &index), index > start else { return false }
    let isNull = bytes[start] == UInt8(ascii: "n")
    for slot in slots { fields[slot] = FlowRow.Field(start: start, end: isNull ? start : index) }
    return true
  }

  /// The paths of an object's members that are no objects themselves; none where the text is none.
  static func paths(of bytes: UnsafeBufferPointer<UInt8>) -> [String] {
    var index = skipSpace(bytes, 0)
    var found: [String] = []
    return collect(bytes, &index, "", &found, depth: 0) ? found : []
  }

  private static func collect(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ index: inout Int,
    _ prefix: String,
    _ found: inout [String],
    depth: Int
  ) -> Bool {
    guard depth < depthMax, index < bytes.count, bytes[index] == UInt8(ascii: "{") else {
      return false
    }
    index = skipSpace(bytes, index + 1)
    while index < bytes.count, bytes[index] != UInt8(ascii: "}") {
      guard let key = string(bytes, &index) else { return false }
      let path = prefix + String(decoding: bytes[key], as: UTF8.self)
      index = skipSpace(bytes, index)
      guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return false }
      index = skipSpace(bytes, index + 1)
      guard index < bytes.count else { return false }
      if bytes[index] == UInt8(ascii: "{") {
        guard collect(bytes, &index, path + ".", &found, depth: depth + 1) else { return false }
      } else {
        found.append(path)
        let isString = bytes[index] == quote
        guard isString ? string(bytes, &index) != nil : skipValue(bytes, &index) else {
          return false
        }
      }
      index = skipSpace(bytes, index)
      if index < bytes.count, bytes[index] == UInt8(ascii: ",") {
        index = skipSpace(bytes, index + 1)
      }
    }
    index += 1
    return index <= bytes.count
  }

  /// Skips a number, a word, an array or an object.
  private static func skipValue(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
    guard bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "[") else {
      while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 9, 10, 13, 32: return true
        case UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"):
          return false
        default: index += 1
        }
      }
      return true
    }
    var open = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open += 1
        index += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        open -= 1
        index += 1
        if open == 0 { return true }
      case quote:
        guard string(bytes, &index) != nil else { return false }
      default: index += 1
      }
    }
    return false
  }

  /// Reads a string and goes behind it; returns what stands between its quotes.
  private static func string(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ index: inout Int
  ) -> Range<Int>? {
    guard index < bytes.count, bytes[index] == quote else { return nil }
    let start = index + 1
    index = start
    while index < bytes.count {
      switch bytes[index] {
      case quote:
        index += 1
        return start..<(index - 1)
      case UInt8(ascii: "\\"): index += 2
      default: index += 1
      }
    }
    return nil
  }

  private static func skipSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == 32 || byte == 9 || byte == 10 || byte == 13 else { break }
      index += 1
    }
    return index
  }
}
