/// What came of faults.
struct FaultFigures {
  /// How many stores were written to.
  var runs = 0
  /// How many runs a fault befell, by kind.
  var faults: [String: Int] = [:]
  /// The same, by what the store was doing.
  var scenarios: [String: Int] = [:]
  /// How many of the other faults were followed by a loss of power.
  var followed = 0
  /// How many errors were told, clearly.
  var errors = 0
  /// How many events were acknowledged, and how many of these were looked for and not there.
  var acknowledged: Int64 = 0
  var lost: Int64 = 0
  /// How many events were there though nobody had been told.
  var unacknowledged: Int64 = 0
  /// How many stores whose syncs lied were whole, how many of these lacked acknowledged events, how
  /// many said that they were damaged, and how many were gone.
  var lied = (whole: 0, shorter: 0, told: 0, gone: 0)
  /// How many backups went on over what was left of one.
  var resumed = 0
  /// What must not have been.
  var failures: [String] = []

  mutating func add(_ other: FaultFigures) {
    runs += other.runs
    faults.merge(other.faults) { $0 + $1 }
    scenarios.merge(other.scenarios) { $0 + $1 }
    followed += other.followed
    errors += other.errors
    resumed += other.resumed
    acknowledged += other.acknowledged
    lost += other.lost
    unacknowledged += other.unacknowledged
    lied.whole += other.lied.whole
    lied.shorter += other.lied.shorter
    lied.told += other.lied.told
    lied.gone += other.lied.gone
    failures += other.failures
  }

  var text: String {
    "runs \(runs), faults \(faults.values.reduce(0, +)) (\(Self.list(faults))), "
      + "during \(Self.list(scenarios)); followed by a power loss \(followed); "
      + "errors told \(errors); backups gone on \(resumed); events acknowledged \(acknowledged), lost \(lost), "
      + "there without \(unacknowledged); after lying syncs whole \(lied.whole), of these shorter "
      + "\(lied.shorter), told \(lied.told), gone \(lied.gone); failures \(failures.count)"
  }

  private static func list(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }
}
