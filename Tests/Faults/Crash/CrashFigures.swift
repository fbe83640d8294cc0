/// What came of kills.
struct CrashFigures {
  /// How many processes were killed, by what they did.
  var kills: [String: Int] = [:]
  /// How many ended before the kill reached them.
  var escaped = 0
  /// How many events were acknowledged before a kill, and how many of these were not there.
  var acknowledged: Int64 = 0
  var lost: Int64 = 0
  /// How many of a killed append's events were there though nobody had been told.
  var unacknowledged: Int64 = 0
  /// What must not have been.
  var failures: [String] = []

  mutating func add(_ other: CrashFigures) {
    kills.merge(other.kills) { $0 + $1 }
    escaped += other.escaped
    acknowledged += other.acknowledged
    lost += other.lost
    unacknowledged += other.unacknowledged
    failures += other.failures
  }

  var text: String {
    let total = kills.values.reduce(0, +)
    let parts = kills.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return "kills \(total) (\(parts.joined(separator: ", "))), ended before \(escaped), "
      + "events acknowledged \(acknowledged), lost \(lost), there without \(unacknowledged), "
      + "failures \(failures.count)"
  }
}
