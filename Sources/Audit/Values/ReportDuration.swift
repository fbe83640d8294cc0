/// Durations as statements spell them: days, hours, minutes, and seconds with a fraction.
enum ReportDuration {
  /// Nanoseconds of a text such as `1d2h3m4.5s`; nil where it is none.
  static func nanoseconds(_ text: String) -> Int64? {
    let units: [Character: Int64] = ["d": 86_400, "h": 3_600, "m": 60, "s": 1]
    var total: Int64 = 0
    var digits = ""
    for character in text {
      guard let unit = units[character] else {
        digits.append(character)
        continue
      }
      guard let count = billionths(digits) else { return nil }
      let (product, overflows) = count.multipliedReportingOverflow(by: unit)
      let (sum, isTooLong) = total.addingReportingOverflow(product)
      guard !overflows, !isTooLong else { return nil }
      total = sum
      digits = ""
    }
    return digits.isEmpty && !text.isEmpty ? total : nil
  }

  private static func billionths(_ digits: String) -> Int64? {
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int64(parts[0]), whole >= 0, whole < 9_000_000_000 else {
      return nil
    }
    guard parts.count == 2 else { return whole * 1_000_000_000 }
    let fraction = parts[1].prefix(9)
    guard let value = Int64(fraction), value >= 0 else { return nil }
    let scale = (fraction.utf8.count..<9).reduce(Int64(1)) { scale, _ in scale * 10 }
    return whole * 1_000_000_000 + value * scale
  }
}
