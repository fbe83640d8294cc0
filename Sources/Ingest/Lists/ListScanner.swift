/// Finds the ends of JSON values by their braces and quotes alone, without holding what they contain.
struct ListScanner {
  /// A member of an object.
  struct Member {
    /// Its name, in quotes.
    var name: [UInt8]
    /// Name and value.
    var range: Range<Int>
    /// Where the value begins.
    var value: Int
  }

  let bytes: ContentBytes
  /// Where the document ends.
  let end: Int

  /// The members of an object, and where it ends; nil where that is none.
  func object(at place: Int) -> (members: [Member], end: Int)? {
    var index = skipBlank(place)
    guard index < end, bytes[index] == UInt8(ascii: "{") else { return nil }
    var members: [Member] = []
    repeat {
      let start = skipBlank(index + 1)
      guard let nameEnd = endOfString(start) else { return nil }
      let colon = skipBlank(nameEnd)
      guard colon < end, bytes[colon] == UInt8(ascii: ":") else { return nil }
      let value = skipBlank(colon + 1)
      guard let valueEnd = endOfValue(value) else { return nil }
      members.append(Member(name: bytes[start..<nameEnd], range: start..<valueEnd, value: value))
      index = skipBlank(valueEnd)
    } while index < end && bytes[index] == UInt8(ascii: ",")
    guard index < end, bytes[index] == UInt8(ascii: "}") else { return nil }
    return (members, index + 1)
  }

  /// Where the next byte stands that is not blank; the end where there is none.
  func skipBlank(_ start: Int) -> Int {
    var index = start
    while index < end, [32, 9, 10, 13].contains(bytes[index]) { index += 1 }
    return index
  }

  private func endOfString(_ start: Int) -> Int? {
    guard start < end, bytes[start] == UInt8(ascii: "\"") else { return nil }
    var index = start + 1
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "\""): return index + 1
      case UInt8(ascii: "\\"): index += 2
      default: index += 1
      }
    }
    return nil
  }

  /// Where the value that begins at a place ends; nil where it does not.
  func endOfValue(_ start: Int) -> Int? {
    guard start < end else { return nil }
    var depth = 0
    var isInString = false
    var isEscaped = false
    let found: Int?? = bytes.firstOfPieces(from: start) { piece, place in
      for index in 0..<min(piece.count, end - place) {
        let byte = piece[index]
        if isInString {
          if isEscaped {
            isEscaped = false
          } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
          } else if byte == UInt8(ascii: "\"") {
            isInString = false
            if depth == 0 { return .some(place + index + 1) }
          }
          continue
        }
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          if depth == 0 { return .some(place + index) }
          depth -= 1
          if depth == 0 { return .some(place + index + 1) }
        case UInt8(ascii: ","), 32, 9, 10, 13: if depth == 0 { return .some(place + index) }
        default: break
        }
      }
      return place + piece.count >= end ? .some(nil) : nil
    }
    return found ?? nil
  }
}
