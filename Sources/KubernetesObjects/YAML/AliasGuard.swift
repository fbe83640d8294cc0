/// Refuses texts whose aliases the parser itself would take too long over.
///
/// An alias costs the parser nothing, except inside the key of a mapping: keys are compared with
/// one another, and so are read through whatever their aliases stand for. The text is only skimmed:
/// what looks like an alias may be part of a scalar, but what looks harmless is.
enum AliasGuard {
  /// The most work that comparing keys may be, in bytes.
  static let keyWorkMax = 1e8

  static func check(_ bytes: UnsafeRawBufferPointer) throws(YAMLSyntaxError) {
    var anchorCount = 0
    var aliasCount = 0
    var keyLine: Int?
    var line = 1
    var isTokenStart = true
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: "&"):
        if isTokenStart, isName(bytes, at: index + 1) { anchorCount += 1 }
      case UInt8(ascii: "*"):
        guard isTokenStart, isName(bytes, at: index + 1) else { break }
        aliasCount += 1
        var end = index + 1
        while isName(bytes, at: end) { end += 1 }
        if isBeforeColon(bytes, at: end) { keyLine = keyLine ?? line }
      case UInt8(ascii: "?"):
        let isLast = index + 1 == bytes.count
        if isTokenStart, isLast || isBlank(bytes[index + 1]) { keyLine = keyLine ?? line }
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if isBeforeColon(bytes, at: index + 1) { keyLine = keyLine ?? line }
      default: break
      }
      isTokenStart = isBlank(byte) || Self.starters.contains(byte)
    }
    guard let keyLine, aliasCount > 0 else { return }
    // Aliases multiply at most as often as they are spread evenly over all anchors.
    let growth = max(Double(aliasCount) / Double(max(anchorCount, 1)), 1)
    var work = Double(bytes.count)
    for _ in 0..<max(anchorCount, 1) where work <= keyWorkMax { work *= growth }
    guard work > keyWorkMax else { return }
    throw YAMLSyntaxError(
      message: "the document has too many aliases beside keys that are not plain text; "
        + "write the keys out",
      line: keyLine
    )
  }

  private static let starters = Set("[],{}:-?\"'".utf8)

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 9 || byte == 10 || byte == 13
  }

  private static func isName(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
    guard index < bytes.count else { return false }
    switch bytes[index] {
    case 48...57, 65...90, 97...122, 45, 95: return true
    default: return false
    }
  }

  private static func isBeforeColon(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Bool {
    var index = start
    while index < bytes.count, bytes[index] == 32 || bytes[index] == 9 { index += 1 }
    return index < bytes.count && bytes[index] == UInt8(ascii: ":")
  }
}
