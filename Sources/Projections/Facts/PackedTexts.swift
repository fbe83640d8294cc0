import EventLog
import TopologyModel

/// How an address begins in a layout.
enum AddressForm: UInt8 {
  /// A text follows, which is none of the others.
  case text = 0
  /// Four bytes follow, of a text that `IPAddress` prints.
  case ipv4 = 1
  /// Sixteen bytes follow, of a text that `IPAddress` prints.
  case ipv6 = 2
  /// No text.
  case empty = 3
}

/// How an instant begins in a layout.
enum InstantForm: UInt8 {
  /// There is none.
  case none = 0
  /// Nanoseconds follow.
  case nanoseconds = 1
  /// Whole seconds follow, counted from another instant.
  case seconds = 2
}

extension ByteWriter {
  /// Writes the text of an address by its number where that reads back as the same text; those of IPv6
  /// take longer to find out, and are tried only where `packsIPv6`.
  mutating func write(address text: String, packsIPv6: Bool) {
    if text.isEmpty {
      write(byte: AddressForm.empty.rawValue)
    } else if let number = Self.canonicalIPv4(text) {
      write(byte: AddressForm.ipv4.rawValue)
      write(byte: UInt8(truncatingIfNeeded: number >> 24))
      write(byte: UInt8(truncatingIfNeeded: number >> 16))
      write(byte: UInt8(truncatingIfNeeded: number >> 8))
      write(byte: UInt8(truncatingIfNeeded: number))
    } else if packsIPv6, let address = IPAddress(text), address.family == .ipv6,
      address.description == text
    {
      write(byte: AddressForm.ipv6.rawValue)
      for byte in address.bytes { write(byte: byte) }
    } else {
      write(byte: AddressForm.text.rawValue)
      write(text: text)
    }
  }

  /// Writes an instant, one of whole seconds as those since another.
  mutating func write(_ instant: Instant?, since origin: Instant?) {
    guard let instant else {
      write(byte: InstantForm.none.rawValue)
      return
    }
    let start = origin?.nanoseconds ?? 0
    let (difference, isOverflow) = instant.nanoseconds.subtractingReportingOverflow(start)
    if isOverflow || difference % 1_000_000_000 != 0 {
      write(byte: InstantForm.nanoseconds.rawValue)
      write(integer: instant.nanoseconds)
    } else {
      write(byte: InstantForm.seconds.rawValue)
      write(integer: difference / 1_000_000_000)
    }
  }

  /// The number of an IPv4 address that is written as `IPAddress` prints it; nil for other texts.
  private static func canonicalIPv4(_ text: String) -> UInt32? {
    var (number, value, digits, dots): (UInt32, UInt32, Int, Int) = (0, 0, 0, 0)
    for byte in text.utf8 {
      if byte == 46 {
        guard digits > 0, dots < 3 else { return nil }
        number = number << 8 | value
        (value, digits, dots) = (0, 0, dots + 1)
      } else {
        // A number with a leading zero has another digit behind a value of 0.
        guard byte >= 48, byte <= 57, digits == 0 || value > 0 else { return nil }
        value = value * 10 + UInt32(byte - 48)
        digits += 1
        guard value < 256 else { return nil }
      }
    }
    return dots == 3 && digits > 0 ? number << 8 | value : nil
  }

  /// Writes a UID; the usual ones, thirty-two digits in five groups, as sixteen bytes.
  mutating func write(uid: String) {
    guard let (high, low) = Self.number(ofUID: uid) else {
      write(byte: 0)
      write(text: uid)
      return
    }
    write(byte: 1)
    write(word: high)
    write(word: low)
  }

  private mutating func write(word: UInt64) {
    var shift: UInt64 = 64
    while shift > 0 {
      shift -= 8
      write(byte: UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  private static func number(ofUID uid: String) -> (high: UInt64, low: UInt64)? {
    guard uid.utf8.count == 36 else { return nil }
    var (high, low): (UInt64, UInt64) = (0, 0)
    var index = 0
    for character in uid.utf8 {
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard character == UInt8(ascii: "-") else { return nil }
      } else {
        let digit: UInt8
        switch character {
        case 48...57: digit = character - 48
        case 97...102: digit = character - 87
        default: return nil
        }
        high = high << 4 | low >> 60
        low = low << 4 | UInt64(digit)
      }
      index += 1
    }
    return (high, low)
  }
}

extension ByteReader {
  mutating func address() throws(Failure) -> String {
    switch AddressForm(rawValue: try byte()) {
    case .text: return try text()
    case .empty: return ""
    case .ipv4: return IPAddress(bytes: try bytes(4))?.description ?? ""
    case .ipv6: return IPAddress(bytes: try bytes(16))?.description ?? ""
    case nil: throw .malformed
    }
  }

  mutating func instant(since origin: Instant?) throws(Failure) -> Instant? {
    switch InstantForm(rawValue: try byte()) {
    case nil: throw .malformed
    case .some(.none): return nil
    case .nanoseconds: return Instant(nanoseconds: try integer())
    case .seconds:
      let seconds = try integer()
      let difference = seconds.multipliedReportingOverflow(by: 1_000_000_000)
      let sum = difference.partialValue.addingReportingOverflow(origin?.nanoseconds ?? 0)
      guard !difference.overflow, !sum.overflow else { throw .malformed }
      return Instant(nanoseconds: sum.partialValue)
    }
  }

  mutating func uid() throws(Failure) -> String {
    guard try byte() == 1 else { return try text() }
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for index in 0..<16 {
      if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
      let byte = try byte()
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func bytes(_ count: Int) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<count { bytes.append(try byte()) }
    return bytes
  }
}

extension LayoutCursor {
  /// Reads an address; nil for a text that is none.
  mutating func address() -> AddressKey? {
    switch AddressForm(rawValue: byte()) {
    case .text: return AddressKey(text().bindMemory(to: UInt8.self))
    case .empty: return nil
    case .ipv4: return AddressKey(ipv4: UInt32(truncatingIfNeeded: word(4)))
    case .ipv6:
      let high = word(8)
      return AddressKey(high: high, low: word(8))
    case nil:
      fail()
      return nil
    }
  }

  /// Skips an address.
  mutating func skipAddress() {
    switch AddressForm(rawValue: byte()) {
    case .text: _ = text()
    case .empty: break
    case .ipv4: _ = word(4)
    case .ipv6:
      _ = word(8)
      _ = word(8)
    case nil: fail()
    }
  }

  /// Skips an instant; returns whether there is one.
  mutating func skipInstant() -> Bool {
    guard byte() != InstantForm.none.rawValue else { return false }
    _ = unsigned()
    return true
  }

  private mutating func word(_ count: Int) -> UInt64 {
    (0..<count).reduce(0) { word, _ in word << 8 | UInt64(byte()) }
  }
}
