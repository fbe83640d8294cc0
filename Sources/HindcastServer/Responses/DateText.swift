internal import Foundation
internal import Synchronization
internal import TopologyModel

/// The time as the header `Date` has it (RFC 9110, 5.6.7), written once a second.
final class DateText: Sendable {
  private struct Written {
    var second: Int64
    var text: String
  }

  private let now: @Sendable () -> Instant
  private let written = Mutex(Written(second: .min, text: ""))

  init(now: @escaping @Sendable () -> Instant) {
    self.now = now
  }

  func text() -> String {
    let second = now().nanoseconds / 1_000_000_000
    return written.withLock { written in
      if written.second != second {
        written = Written(second: second, text: Self.text(ofSecond: second))
      }
      return written.text
    }
  }

  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The text of a second since 1970, UTC.
  static func text(ofSecond second: Int64) -> String {
    var time = time_t(second)
    var parts = tm()
    gmtime_r(&time, &parts)
    func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = "\(days[Int(parts.tm_wday)]), \(padded(parts.tm_mday)) \(months[Int(parts.tm_mon)])"
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map(padded).joined(separator: ":")
    return "\(day) \(parts.tm_year + 1900) \(clock) GMT"
  }
}
