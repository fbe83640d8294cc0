import Diagnostics
import QueryEngine
import TopologyModel

/// Numbers and times in words for people.
enum ReportText {
  /// A share as a percentage, cut rather than rounded up: what is not whole never reads 100 %.
  static func percent(_ share: Double?) -> String {
    guard let share else { return "unknown" }
    if share >= 1 { return "100 %" }
    if share <= 0 { return "0 %" }
    // A product such as that of 0.009 lies a little beside the whole number it stands for.
    let (product, nearest) = (share * 100_000, (share * 100_000).rounded())
    let whole = abs(product - nearest) < 0.000_001 ? nearest : product.rounded(.down)
    let thousandths = min(Int(whole), 99_999)
    if thousandths == 0 { return "under 0.001 %" }
    var fraction = String(thousandths % 1000)
    fraction = String(repeating: "0", count: 3 - fraction.utf8.count) + fraction
    return "\(thousandths / 1000).\(fraction) %"
  }

  /// The share of a part in nanoseconds: 1 for nothing but all, 0 for nothing but none.
  static func share(_ part: Int64, of whole: Int64) -> Double {
    if part >= whole { return 1 }
    if part <= 0 { return 0 }
    return min(Double(part) / Double(whole), (1.0).nextDown)
  }

  /// The sum of durations, held at the end of the range.
  static func sum(_ durations: [Int64]) -> Int64 {
    durations.reduce(0) { sum, duration in
      let (result, overflows) = sum.addingReportingOverflow(duration)
      return overflows ? .max : result
    }
  }

  /// A duration to the millisecond, shorter ones exactly.
  static func duration(_ nanoseconds: Int64) -> String {
    guard nanoseconds.magnitude >= 1_000_000 else {
      return nanoseconds == 0 ? "0s" : "\(Double(nanoseconds) / 1_000_000) ms"
    }
    let whole = nanoseconds / 1_000_000 * 1_000_000
    return ValueText.duration(whole)
  }

  /// `1 outage`, `3 outages`.
  static func count(_ number: Int, _ word: String, _ words: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? word : words ?? word + "s")"
  }

  /// A number with commas between thousands.
  static func grouped(_ number: Int) -> String {
    var text = String(number.magnitude)
    var result = ""
    while text.utf8.count > 3 {
      result = "," + text.suffix(3) + result
      text = String(text.dropLast(3))
    }
    return (number < 0 ? "-" : "") + text + result
  }

  /// The first of some texts, and how many there are beside them.
  static func list(_ texts: [String], max count: Int = 3) -> String {
    let shown = texts.prefix(count).joined(separator: ", ")
    return texts.count > count ? "\(shown), and \(texts.count - count) more" : shown
  }
}
