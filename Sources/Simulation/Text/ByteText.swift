internal import TopologyModel

/// JSON as it is put together: pieces that stand as they are, and the fields between them.
///
/// One is used for all records, so that it grows only once.
struct ByteText {
  private static let secondsOfDay: Int64 = 86_400

  private(set) var bytes: [UInt8] = []
  private var day = Int64.min
  private var dayText: [UInt8] = []

  init() {
    bytes.reserveCapacity(64 << 10)
  }

  /// Takes what was written, and begins anew.
  mutating func take() -> [UInt8] {
    let taken = bytes.withUnsafeBufferPointer { Array($0) }
    bytes.removeAll(keepingCapacity: true)
    return taken
  }

  mutating func add(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    )
  }

  mutating func add(_ text: [UInt8]) {
    bytes.append(contentsOf: text)
  }

  mutating func add(text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  mutating func add(number: Int) {
    add(number: UInt64(number))
  }

  mutating func add(number: UInt64) {
    guard number >= 10 else {
      bytes.append(UInt8(ascii: "0") + UInt8(number))
      return
    }
    var rest = number
    let start = bytes.count
    while rest > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }

  mutating func add(_ flag: Bool) {
    if flag { add("true") } else { add("false") }
  }

  /// Adds a UID, as `xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx`.
  mutating func add(_ uid: SimulatedUID) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 36) { buffer in
      var place = 0
      for index in 0..<32 {
        if index == 8 || index == 12 || index == 16 || index == 20 {
          buffer[place] = UInt8(ascii: "-")
          place += 1
        }
        buffer[place] = Self.hexDigit(uid.digit(index))
        place += 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(buffer))
    }
  }

  /// Adds a UID without its dashes.
  mutating func add(plain uid: SimulatedUID, count: Int = 32) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { buffer in
      for index in 0..<count { buffer[index] = Self.hexDigit(uid.digit(index)) }
      bytes.append(contentsOf: UnsafeBufferPointer(buffer))
    }
  }

  private static func hexDigit(_ value: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: value < 10 ? 48 + value : 87 + value)
  }

  /// Adds a time in whole seconds, as the API server writes it.
  mutating func add(second nanoseconds: Int64) {
    addSeconds(nanoseconds / 1_000_000_000)
    bytes.append(UInt8(ascii: "Z"))
  }

  /// Adds a time with microseconds, as recorders write it.
  mutating func add(microsecond nanoseconds: Int64) {
    addSeconds(nanoseconds / 1_000_000_000)
    bytes.append(UInt8(ascii: "."))
    addDigits(Int(nanoseconds % 1_000_000_000 / 1_000), 6)
    bytes.append(UInt8(ascii: "Z"))
  }

  private mutating func addSeconds(_ seconds: Int64) {
    if seconds / Self.secondsOfDay != day {
      day = seconds / Self.secondsOfDay
      let midnight = Instant(nanoseconds: day * Self.secondsOfDay * 1_000_000_000)
      dayText = Array(midnight.description.utf8.prefix(11))
    }
    let rest = Int(seconds % Self.secondsOfDay)
    bytes.append(contentsOf: dayText)
    addDigits(rest / 3600, 2)
    bytes.append(UInt8(ascii: ":"))
    addDigits(rest / 60 % 60, 2)
    bytes.append(UInt8(ascii: ":"))
    addDigits(rest % 60, 2)
  }

  private mutating func addDigits(_ number: Int, _ width: Int) {
    var divisor = 1
    for _ in 1..<width { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }
}
