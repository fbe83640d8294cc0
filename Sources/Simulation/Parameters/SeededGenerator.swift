/// Sebastiano Vigna's SplitMix64: the same numbers for the same seed, everywhere.
struct SeededGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// Returns the next number.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// Returns a number below `count`, which is more than 0.
  mutating func below(_ count: Int) -> Int {
    Int((next() >> 32).multipliedFullWidth(by: UInt64(count) << 32).high)
  }

  /// Returns a number of the range.
  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// Returns true once in `count` times.
  mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

  /// Returns a stretch of time in nanoseconds, between bounds in milliseconds.
  mutating func milliseconds(_ range: ClosedRange<Int>) -> Int64 {
    Int64(number(range)) * 1_000_000 + Int64(below(1_000_000))
  }
}
