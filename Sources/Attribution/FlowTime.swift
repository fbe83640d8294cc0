internal import TopologyModel

/// Reads instants from bytes.
struct FlowTime {
  private let format: FlowTimeFormat
  // Rows of one day follow one another.
  private var lastDate: UInt64 = 0
  private var lastDay: UInt64 = 0
  private var lastSeconds: Int64 = 0

  init(_ format: FlowTimeFormat) {
    self.format = format
  }

  /// The instant that a text says; nil for anything else.
  mutating func read(_ text: UnsafeBufferPointer<UInt8>) -> Instant? {
    switch format {
    case .rfc3339: return date(text)
    case .unix: return Self.number(text, nanoseconds: 1_000_000_000)
    case .unixMilliseconds: return Self.number(text, nanoseconds: 1_000_000)
    case .unixMicroseconds: return Self.number(text, nanoseconds: 1000)
    case .unixNanoseconds: return Self.number(text, nanoseconds: 1)
    case .auto:
      if text.count > 4, text[4] == UInt8(ascii: "-") { return date(text) }
      return Self.unit(of: text).flatMap { Self.number(text, nanoseconds: $0) }
    }
  }

  /// The unit that only one reading of a number between the years 1973 and 5138 allows.
  private static func unit(of text: UnsafeBufferPointer<UInt8>) -> Int64? {
    let digits = text.firstIndex { $0 &- 48 > 9 } ?? text.count
    switch digits {
    case 9...11: return 1_000_000_000
    case 12...14: return 1_000_000
    case 15...17: return 1000
    case 18...19: return 1
    default: return nil
    }
  }

  /// A decimal number of units, or one in the notation of Zeek's JSON, without an exponent.
  private static func number(
    _ text: UnsafeBufferPointer<UInt8>,
    nanoseconds unit: Int64
  ) -> Instant? {
    guard !text.isEmpty, text.count <= 32 else { return nil }
    var index = 0
    let isNegative = text[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    var whole: Int64 = 0
    let first = index
    while index < text.count, text[index] &- 48 <= 9 {
      let (scaled, over) = whole.multipliedReportingOverflow(by: 10)
      let (sum, beyond) = scaled.addingReportingOverflow(Int64(text[index] &- 48))
      guard !over, !beyond else { return nil }
      whole = sum
      index += 1
    }
    guard index > first else { return nil }
    var (nanoseconds, isOverflow) = whole.multipliedReportingOverflow(by: unit)
    guard !isOverflow else { return nil }
    if index < text.count {
      guard text[index] == UInt8(ascii: "."), index + 1 < text.count else { return nil }
      index += 1
      var place = unit / 10
      while index < text.count {
        let digit = text[index] &- 48
        guard digit <= 9 else { return nil }
        let (sum, beyond) = nanoseconds.addingReportingOverflow(Int64(digit) * place)
        guard !beyond else { return nil }
        nanoseconds = sum
        place /= 10
        index += 1
      }
    }
    return Instant(nanoseconds: isNegative ? -nanoseconds : nanoseconds)
  }

  /// A date and time by RFC 3339; those in UTC are read in place, the others by `Instant`.
  private mutating func date(_ text: UnsafeBufferPointer<UInt8>) -> Instant? {
    if let instant = utc(text) { return instant }
    guard text.count <= 64 else { return nil }
    return Instant(rfc3339: String(decoding: text, as: UTF8.self))
  }

  private mutating func utc(_ text: UnsafeBufferPointer<UInt8>) -> Instant? {
    guard text.count >= 20, text.count <= 30, text[10] == UInt8(ascii: "T"),
      text[text.count - 1] == UInt8(ascii: "Z"), text[13] == 58, text[16] == 58
    else { return nil }
    func two(_ index: Int) -> Int64 {
      let (tens, ones) = (text[index] &- 48, text[index + 1] &- 48)
      return tens <= 9 && ones <= 9 ? Int64(tens) * 10 + Int64(ones) : .max
    }
    let (hour, minute, second) = (two(11), two(14), two(17))
    guard hour < 24, minute < 60, second < 60 else { return nil }
    var fraction: Int64 = 0
    if text.count > 20 {
      guard text[19] == UInt8(ascii: "."), text.count > 21 else { return nil }
      var place: Int64 = 100_000_000
      for index in 20..<(text.count - 1) {
        let digit = text[index] &- 48
        guard digit <= 9 else { return nil }
        fraction += Int64(digit) * place
        place /= 10
      }
    }
    guard let midnight = midnight(text) else { return nil }
    let seconds = midnight + hour * 3600 + minute * 60 + second
    // What nanoseconds cannot count, `Instant` refuses.
    guard abs(seconds) < 9_000_000_000 else { return nil }
    return Instant(nanoseconds: seconds * 1_000_000_000 + fraction)
  }

  /// The seconds from 1970 to the midnight of a date; the last one is remembered.
  private mutating func midnight(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    var date: UInt64 = 0
    for index in 0..<8 { date = date << 8 | UInt64(text[index]) }
    let day = UInt64(text[8]) << 8 | UInt64(text[9])
    if date == lastDate, day == lastDay { return lastSeconds }
    let prefix = String(decoding: text[..<10], as: UTF8.self)
    guard let instant = Instant(rfc3339: prefix + "T00:00:00Z") else { return nil }
    (lastDate, lastDay) = (date, day)
    lastSeconds = instant.nanoseconds / 1_000_000_000
    return lastSeconds
  }
}
