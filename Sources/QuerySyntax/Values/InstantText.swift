/// Absolute instants as text: RFC 3339, or a date with a zone.
struct InstantText {
  /// What reading an instant gave.
  enum Reading {
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    case value(Int64)
    /// A time of day or a date like any other, except for this.
    case fault(TimeFault)
    /// Something that does not look like a date or a time of day.
    case other
  }

  private let bytes: ArraySlice<UInt8>
  private var index: Int

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// Reads an instant.
  static func read(_ bytes: ArraySlice<UInt8>) -> Reading {
    var text = InstantText(bytes)
    return text.read()
  }

  /// Returns an instant as RFC 3339 in UTC, with as many digits of a second as it needs.
  static func canonical(_ nanoseconds: Int64) -> String {
    let (seconds, fraction) = floorDivide(nanoseconds, by: 1_000_000_000)
    let (days, rest) = floorDivide(seconds, by: 86_400)
    let date = CivilDate(daysSinceEpoch: Int(days))
    let second = Int(rest)
    var text =
      "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
      + "T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
    if fraction > 0 {
      var digits = padded(Int(fraction), 9)
      while digits.hasSuffix("0") {
        digits.removeLast()
      }
      text += ".\(digits)"
    }
    return text + "Z"
  }

  private static func floorDivide(
    _ value: Int64,
    by divisor: Int64
  ) -> (quotient: Int64, rest: Int64) {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  private mutating func read() -> Reading {
    guard let year = number(4), accept("-"), let month = number(2), accept("-"),
      let day = number(2)
    else { return readTimeOnly() }
    let dateText = text(bytes.startIndex, index)
    guard let date = CivilDate(year: year, month: month, day: day) else {
      return .fault(
        .outOfRange(
          what: "no such day",
          help: "months go from 01 to 12, days to the end of the month"
        )
      )
    }
    if isAtEnd { return .fault(.zoneMissing(corrected: "\(dateText)Z")) }
    if accept("T") || accept("t") { return readTime(of: date, dateText) }
    return readZone(of: date, seconds: 0, nanoseconds: 0, before: dateText)
  }

  private mutating func readTime(of date: CivilDate, _ dateText: String) -> Reading {
    let start = index
    guard let hour = number(2), accept(":"), let minute = number(2) else {
      return .fault(.notAnInstant(help: "write for example `\(dateText)T10:15:00Z`"))
    }
    guard hour < 24, minute < 60 else { return .fault(timeOfDayFault) }
    let seconds = hour * 3600 + minute * 60
    guard accept(":") else {
      let complete = "\(dateText)T\(text(start, index)):00"
      if isAtEnd { return .fault(.zoneMissing(corrected: "\(complete)Z")) }
      return .fault(.incomplete(corrected: complete + text(index, bytes.endIndex)))
    }
    guard let second = number(2) else {
      return .fault(.notAnInstant(help: "write for example `\(dateText)T10:15:00Z`"))
    }
    guard second < 60 else { return .fault(timeOfDayFault) }
    var nanoseconds = 0
    if accept(".") {
      let digits = index
      while index < bytes.endIndex, ByteClass.isDigit(bytes[index]) {
        index += 1
      }
      guard (1...9).contains(index - digits) else {
        return .fault(
          .outOfRange(
            what: "a fraction of \(index - digits) digits",
            help: "a second has 1 to 9 digits behind the point"
          )
        )
      }
      nanoseconds = Int(text(digits, index)) ?? 0
      for _ in (index - digits)..<9 {
        nanoseconds *= 10
      }
    }
    let before = "\(dateText)T\(text(start, index))"
    return readZone(
      of: date,
      seconds: seconds + second,
      nanoseconds: nanoseconds,
      before: before
    )
  }

  private mutating func readZone(
    of date: CivilDate,
    seconds: Int,
    nanoseconds: Int,
    before: String
  ) -> Reading {
    if isAtEnd { return .fault(.zoneMissing(corrected: "\(before)Z")) }
    var offset = 0
    if !(accept("Z") || accept("z")) {
      let isWest = peek == UInt8(ascii: "-")
      guard accept("+") || accept("-"), let hours = number(2), accept(":"),
        let minutes = number(2), hours < 24, minutes < 60
      else {
        return .fault(
          .notAnInstant(help: "write a zone as `Z` or `+02:00`, as in `\(before)Z`")
        )
      }
      offset = (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
    }
    guard isAtEnd else {
      return .fault(.notAnInstant(help: "write `\(text(bytes.startIndex, index))`"))
    }
    let total = Int64(date.daysSinceEpoch * 86_400 + seconds - offset)
    return scaled(seconds: total, nanoseconds: Int64(nanoseconds))
  }

  private func scaled(seconds: Int64, nanoseconds: Int64) -> Reading {
    guard let value = Int64(exactly: Int128(seconds) * 1_000_000_000 + Int128(nanoseconds)) else {
      return .fault(
        .outOfRange(
          what: "a year out of range",
          help: "times go from the year 1678 to the year 2261"
        )
      )
    }
    return .value(value)
  }

  /// A time of day without a date is no instant; other text is none of ours.
  private mutating func readTimeOnly() -> Reading {
    index = bytes.startIndex
    guard number(2) != nil || number(1) != nil, accept(":"), number(2) != nil else {
      return .other
    }
    return .fault(
      .notAnInstant(help: "write the date and the zone too, as in `2026-11-20T10:15:00Z`")
    )
  }

  private var timeOfDayFault: TimeFault {
    .outOfRange(
      what: "no such time of day",
      help: "hours go to 23, minutes and seconds to 59"
    )
  }

  private var isAtEnd: Bool { index == bytes.endIndex }

  private var peek: UInt8? { isAtEnd ? nil : bytes[index] }

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private mutating func accept(_ expected: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: expected) else { return false }
    index += 1
    return true
  }

  /// Reads a number of exactly `count` digits.
  private mutating func number(_ count: Int) -> Int? {
    guard index + count <= bytes.endIndex else { return nil }
    var value = 0
    for byte in bytes[index..<(index + count)] {
      guard ByteClass.isDigit(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    index += count
    return value
  }
}
