extension Instant: CustomStringConvertible {
  /// Reads an RFC 3339 date and time with a zone, such as `2026-11-20T10:15:00.25+01:00`.
  ///
  /// Digits beyond nanoseconds are dropped. Returns nil for anything else, a missing zone included.
  public init?(rfc3339 text: some StringProtocol) {
    var reader = DigitReader(bytes: Array(text.utf8))
    guard
      let year = reader.digits(4), reader.take("-"),
      let month = reader.digits(2), reader.take("-"),
      let day = reader.digits(2), reader.take("T") || reader.take("t") || reader.take(" "),
      let hour = reader.digits(2), reader.take(":"),
      let minute = reader.digits(2), reader.take(":"),
      let second = reader.digits(2),
      (1...12).contains(month), (1...Self.dayCount(year: year, month: month)).contains(day),
      hour < 24, minute < 60, second < 61
    else { return nil }
    var fraction: Int64 = 0
    if reader.take(".") {
      guard let value = reader.fraction() else { return nil }
      fraction = value
    }
    guard let offsetMinutes = reader.zone(), reader.isAtEnd else { return nil }
    let days = Self.dayNumber(year: year, month: month, day: day)
    let minutes = (days * 24 + hour) * 60 + minute - offsetMinutes
    // The last second before 1970 that nanoseconds can count is not whole, nor is the last of all.
    let seconds = Int64(minutes * 60 + second)
    let whole = seconds < 0 && fraction > 0 ? seconds + 1 : seconds
    let rest = whole == seconds ? fraction : fraction - 1_000_000_000
    let (scaled, isOverflow) = whole.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, isBeyond) = scaled.addingReportingOverflow(rest)
    guard !isOverflow, !isBeyond else { return nil }
    self.init(nanoseconds: sum)
  }

  /// The instant in RFC 3339 form in UTC, with as many digits of the second as it needs.
  public var description: String {
    String(unsafeUninitializedCapacity: Self.descriptionByteCount) { writeDescription(to: $0) }
  }

  /// How many bytes `description` takes at most.
  public static let descriptionByteCount = 30

  /// Writes the ASCII of `description` to the beginning of at least `descriptionByteCount` bytes; returns how
  /// many it took.
  public func writeDescription(to bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var seconds = nanoseconds / 1_000_000_000
    var fraction = nanoseconds % 1_000_000_000
    if fraction < 0 {
      fraction += 1_000_000_000
      seconds -= 1
    }
    var days = seconds / 86_400
    var rest = seconds % 86_400
    if rest < 0 {
      rest += 86_400
      days -= 1
    }
    let (year, month, day) = Self.date(dayNumber: Int(days))
    var digitCount = fraction > 0 ? 9 : 0
    while digitCount > 0, fraction % 10 == 0 {
      fraction /= 10
      digitCount -= 1
    }
    var count = 0
    func write(_ number: Int, _ width: Int, _ mark: Unicode.Scalar) {
      var rest = number
      for place in stride(from: count + width - 1, through: count, by: -1) {
        bytes[place] = UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
      }
      bytes[count + width] = UInt8(ascii: mark)
      count += width + 1
    }
    // All years that nanoseconds can count have four digits.
    write(year, 4, "-")
    write(month, 2, "-")
    write(day, 2, "T")
    write(Int(rest / 3600), 2, ":")
    write(Int(rest / 60 % 60), 2, ":")
    write(Int(rest % 60), 2, digitCount > 0 ? "." : "Z")
    if digitCount > 0 { write(Int(fraction), digitCount, "Z") }
    return count
  }

  /// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
  private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func date(dayNumber: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
    let month = monthIndex + (monthIndex < 10 ? 3 : -9)
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private static func dayCount(year: Int, month: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// Reads fixed runs of digits from the bytes of a time.
private struct DigitReader {
  let bytes: [UInt8]
  var index = 0

  var isAtEnd: Bool { index == bytes.count }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard index < bytes.count, UInt32(bytes[index]) == character.value else { return false }
    index += 1
    return true
  }

  mutating func digits(_ count: Int) -> Int? {
    guard index + count <= bytes.count else { return nil }
    var value = 0
    for offset in 0..<count {
      let byte = bytes[index + offset]
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    index += count
    return value
  }

  mutating func fraction() -> Int64? {
    var value: Int64 = 0
    var count = 0
    while index < bytes.count, (48...57).contains(bytes[index]) {
      if count < 9 { value = value * 10 + Int64(bytes[index] - 48) }
      count += 1
      index += 1
    }
    guard count > 0 else { return nil }
    for _ in min(count, 9)..<9 { value *= 10 }
    return value
  }

  /// Reads `Z` or `+hh:mm`, in minutes east of UTC.
  mutating func zone() -> Int? {
    if take("Z") || take("z") { return 0 }
    let isEast = take("+")
    guard isEast || take("-") else { return nil }
    guard let hours = digits(2), take(":"), let minutes = digits(2), hours < 24, minutes < 60
    else { return nil }
    return (isEast ? 1 : -1) * (hours * 60 + minutes)
  }
}
