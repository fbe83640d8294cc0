/// How long to wait before asking again: longer each time, and never all at once.
///
/// The figures are those of client-go's reflector: 0.8 s, twice as long each time, at most 30 s, up
/// to as much again by chance (client-go `tools/cache/reflector.go`, `NewReflectorWithOptions`).
struct Backoff {
  private static let firstSeconds = 0.8
  private static let lastSeconds = 30.0
  /// The longest wait that a server may ask for.
  private static let askedSecondsMax = 600

  private var seconds = Self.firstSeconds

  /// Whether the next wait is the shortest.
  var isReset: Bool { seconds == Self.firstSeconds }

  /// Begins with the shortest wait again.
  mutating func reset() {
    seconds = Self.firstSeconds
  }

  /// The next wait; `random` is of `[0, 1)`, `atLeast` what the server asked for.
  mutating func next(random: Double, atLeast: Int?) -> Double {
    defer { seconds = min(2 * seconds, Self.lastSeconds) }
    return max(seconds * (1 + random), Double(min(atLeast ?? 0, Self.askedSecondsMax)))
  }
}
