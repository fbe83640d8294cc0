internal import TopologyModel

/// Keeps a feed's times from decreasing, and remembers that it had to.
struct FeedClock {
  private(set) var last: Instant?
  private var stepCount = 0
  private var stepNanosecondsMax: Int64 = 0

  /// Goes on behind the last time that the store has of the feed.
  mutating func resume(after time: Instant) {
    last = time
  }

  /// Returns the time, or the last one where the clock stepped back.
  mutating func clamp(_ raw: Instant) -> Instant {
    if let last, raw < last {
      stepCount += 1
      let (step, overflow) = last.nanoseconds.subtractingReportingOverflow(raw.nanoseconds)
      stepNanosecondsMax = max(stepNanosecondsMax, overflow ? .max : step)
      return last
    }
    last = raw
    return raw
  }

  /// The note that it stepped back, where it did.
  func note(file: String) -> ImportNote? {
    guard stepCount > 0 else { return nil }
    let milliseconds = (stepNanosecondsMax + 999_999) / 1_000_000
    let records = stepCount == 1 ? "1 record" : "\(stepCount) records"
    return ImportNote(
      code: "clock-stepped",
      message: "the times of \(records) lie before earlier ones, by up to \(milliseconds) ms; "
        + "they were moved up",
      file: file
    )
  }
}
