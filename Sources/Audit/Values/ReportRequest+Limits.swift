public import TopologyModel

extension ReportRequest {
  /// The longest span, in nanoseconds, that a report is about: 9,000,000,000 s, some 285 years.
  public static let spanMax: Int64 = 9_000_000_000_000_000_000

  /// Whether a span has a length, and one whose nanoseconds can be counted.
  public static func isSpan(from: Instant, to: Instant) -> Bool {
    let (length, overflows) = to.nanoseconds.subtractingReportingOverflow(from.nanoseconds)
    return from < to && !overflows && length <= spanMax
  }

  /// Whether a text is a DNS zone: labels of letters, digits, and hyphens, with or without a final
  /// dot.
  public static func isDNSZone(_ text: String) -> Bool {
    let name = text.hasSuffix(".") ? text.dropLast() : text[...]
    guard name.utf8.count <= 253 else { return false }
    return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
        && label.unicodeScalars.allSatisfy { scalar in
          switch scalar {
          case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
          default: false
          }
        }
    }
  }
}
