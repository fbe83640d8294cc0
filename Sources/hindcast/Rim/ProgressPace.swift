/// How fast something goes, and how long it will take, by the average since it began.
struct ProgressPace {
  /// How much must be known before anything is said.
  private static let secondsMin = 1.0
  private static let shareMin = 0.01

  /// How long it has gone on, in seconds of a clock that does not step.
  var seconds: Double
  /// How many events were stored meanwhile.
  var events: Int
  /// The share of the input that was read, from 0 to 1; nil where there is no end to it.
  var share: Double?

  /// Such as `1200 events/s, about 3 min left`; nil while too little is known.
  var text: String? {
    guard seconds >= Self.secondsMin else { return nil }
    let rate = "\(Int((Double(events) / seconds).rounded())) events/s"
    guard let share, share >= Self.shareMin, share < 1 else { return rate }
    return "\(rate), about \(Self.duration(seconds / share - seconds)) left"
  }

  private static func duration(_ seconds: Double) -> String {
    let seconds = Int(min(seconds, 1e9).rounded(.up))
    if seconds < 60 { return "\(seconds) s" }
    let minutes = (seconds + 30) / 60
    if minutes < 60 { return "\(minutes) min" }
    return minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
  }
}
