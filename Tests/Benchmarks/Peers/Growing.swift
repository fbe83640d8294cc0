import EventLog
import Projections
import TopologyModel

/// Makes histories whose answers have one size, and measures what questions take there.
enum Growing {
  /// What was made.
  struct Made: Codable {
    var events: Int
    /// How often the busy Service changed.
    var changes: Int
    var seconds: Double
    var processorSeconds: Double
    /// Events a second of each tenth.
    var rates: [Double]
  }

  /// What was measured, by what was asked about.
  struct Report: Codable {
    var steady: [Measurement] = []
    var busy: [Measurement] = []
    var churn: [Measurement] = []
  }

  private static let batchCount = 1000

  /// Makes a store with so many events.
  static func make(_ events: String, _ path: String) throws -> Made? {
    guard let count = Int(events), count > 0 else { return nil }
    let log = try Appending.open(path, hasProjections: true)
    defer { try? log.close() }
    var history = GrowthHistory(events: count)
    var batch: [EventDraft] = []
    var (appended, tenths) = (0, [Double]())
    let processor = Clocks.processorTime()
    let clock = ContinuousClock()
    let begun = clock.now
    func seconds() -> Double {
      let (whole, part) = (clock.now - begun).components
      return Double(whole) + Double(part) / 1e18
    }
    try history.generate { draft in
      batch.append(draft)
      guard batch.count == batchCount else { return }
      appended += try log.append(batch).appendedCount
      batch = []
      if appended * 10 >= count * (tenths.count + 1) { tenths.append(seconds()) }
    }
    appended += try log.append(batch).appendedCount
    let ends = zip(tenths, [0] + tenths)
    return Made(
      events: appended,
      changes: history.busyCount,
      seconds: seconds(),
      processorSeconds: Clocks.processorTime() - processor,
      rates: ends.map { Double(count) / 10 / ($0 - $1) }
    )
  }

  /// Asks the questions of an instant about a Service of each sort, and about addresses of their Pods.
  static func measure(_ path: String) throws -> Report {
    let peer = HindcastPeer(path: path, cluster: GrowthHistory.cluster)
    let whole = try span(peer)
    func measure(_ service: Int) throws -> [Measurement] {
      let subjects = Subjects(
        cluster: peer.cluster,
        first: whole.first,
        last: whole.last,
        hour: 0,
        day: 0,
        services: [
          .init(
            name: "\(GrowthHistory.namespace)/\(GrowthHistory.name(service))",
            port: GrowthHistory.port
          )
        ],
        addresses: [GrowthHistory.firstAddress(service)]
      )
      return try [QuestionClass.serving, .owner].flatMap {
        try peer.measureEverywhere($0, subjects, Limits())
      }
    }
    return Report(
      steady: try measure(GrowthHistory.steady),
      busy: try measure(GrowthHistory.busy),
      churn: try measure(GrowthHistory.busy + 1)
    )
  }

  /// The seconds that the store tells of.
  private static func span(_ peer: HindcastPeer) throws -> (first: Int, last: Int) {
    let log = try peer.open()
    defer { try? log.close() }
    return try log.read { snapshot in
      let reads = try ProjectionSnapshot(snapshot)
      guard let epoch = try reads.epochs(of: peer.cluster).last,
        let last = try reads.lastObservedAt(epoch.context)
      else { throw HindcastPeer.Refusal(description: "no cluster `\(peer.cluster)`") }
      let begun = Int(epoch.begunAt.nanoseconds / 1_000_000_000) + GrowthHistory.beginningSeconds
      return (begun, Int(last.nanoseconds / 1_000_000_000) - 1)
    }
  }
}
