/// Lengths of time as text: `1d12h`, `30s`, `250ms`.
enum DurationText {
  /// The units, from the longest to the shortest, in nanoseconds.
  static let units: [(name: String, nanoseconds: Int64)] = [
    ("w", 604_800_000_000_000),
    ("d", 86_400_000_000_000),
    ("h", 3_600_000_000_000),
    ("m", 60_000_000_000),
    ("s", 1_000_000_000),
    ("ms", 1_000_000),
    ("us", 1_000),
    ("ns", 1),
  ]

  /// What reading a length of time gave.
  enum Reading {
    /// Nanoseconds.
    case value(Int64)
    /// Numbers with units, but not written as they should be; with the canonical text.
    case misspelt(corrected: String)
    /// Too long for 64 bits of nanoseconds.
    case tooLong
    /// Something else.
    case other
  }

  /// Reads numbers with units: whole, each unit once, the longest first.
  static func read(_ bytes: ArraySlice<UInt8>) -> Reading {
    var total: Int64 = 0
    var isOrdered = true
    var lastUnit = -1
    var index = bytes.startIndex
    guard index < bytes.endIndex else { return .other }
    while index < bytes.endIndex {
      guard let (value, fraction) = readNumber(bytes, at: &index),
        let unit = readUnit(bytes, at: &index)
      else { return .other }
      isOrdered = isOrdered && unit > lastUnit && fraction == nil
      lastUnit = unit
      let scale = units[unit].nanoseconds
      let (product, isProductTooLong) = value.multipliedReportingOverflow(by: scale)
      let part = fraction.map { Int64(Double(scale) * $0 + 0.5) } ?? 0
      let (partial, isPartialTooLong) = total.addingReportingOverflow(part)
      let (sum, isSumTooLong) = partial.addingReportingOverflow(product)
      guard !isProductTooLong, !isPartialTooLong, !isSumTooLong else { return .tooLong }
      total = sum
    }
    return isOrdered ? .value(total) : .misspelt(corrected: canonical(total))
  }

  /// Returns the shortest text with whole numbers, days being the longest unit.
  static func canonical(_ nanoseconds: Int64) -> String {
    guard nanoseconds > 0 else { return "0s" }
    var rest = nanoseconds
    var text = ""
    for unit in units.dropFirst() where rest >= unit.nanoseconds {
      text += "\(rest / unit.nanoseconds)\(unit.name)"
      rest %= unit.nanoseconds
    }
    return text
  }

  /// Reads digits, and a fraction as a number below one.
  private static func readNumber(
    _ bytes: ArraySlice<UInt8>,
    at index: inout Int
  ) -> (value: Int64, fraction: Double?)? {
    let start = index
    var value: Int64 = 0
    while index < bytes.endIndex, ByteClass.isDigit(bytes[index]) {
      let (scaled, isTooLong) = value.multipliedReportingOverflow(by: 10)
      let (sum, isSumTooLong) = scaled.addingReportingOverflow(Int64(bytes[index] - 0x30))
      guard !isTooLong, !isSumTooLong else { return nil }
      value = sum
      index += 1
    }
    guard index > start else { return nil }
    guard index < bytes.endIndex, bytes[index] == UInt8(ascii: ".") else { return (value, nil) }
    let point = index
    index += 1
    while index < bytes.endIndex, ByteClass.isDigit(bytes[index]) {
      index += 1
    }
    let digits = String(decoding: bytes[point..<index], as: UTF8.self)
    guard index > point + 1, let fraction = Double("0" + digits) else { return nil }
    return (value, fraction)
  }

  private static func readUnit(_ bytes: ArraySlice<UInt8>, at index: inout Int) -> Int? {
    let start = index
    while index < bytes.endIndex, ByteClass.isLetter(bytes[index]) {
      index += 1
    }
    return units.firstIndex { $0.name.utf8.elementsEqual(bytes[start..<index]) }
  }
}
