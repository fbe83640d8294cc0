import ArgumentParser
import Diagnostics
import EventLog
import Projections
import TopologyModel

/// `hindcast status`.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say what is stored, from when to when, of which clusters, and the gaps."
  )

  @OptionGroup var options: StoreOptions

  func run() throws {
    let log = try options.openForReading()
    try log.read { snapshot in
      let head = try snapshot.head()
      let size = try snapshot.byteCount()
      var text = "store     \(options.path)\n"
      let count = try snapshot.eventCount()
      text += "events    \(count)\n"
      text += "size      \(Self.size(size))"
      if count > 0 { text += ", \(size / Int64(count)) bytes an event" }
      text += "\nhead      \(head.position):\(head.hash)\n"
      if let base = try snapshot.base() {
        text += "horizon   event \(base.position): what lay below was forgotten, but for a base\n"
      }
      let reads = try ProjectionSnapshot(snapshot)
      for name in try reads.clusterNames() {
        for epoch in try reads.epochs(of: name) {
          text += try cluster(epoch.context, begunAt: epoch.begunAt, reads, snapshot)
        }
      }
      Output.write(text)
    }
  }

  private func cluster(
    _ context: ClusterContext,
    begunAt: Instant,
    _ reads: ProjectionSnapshot,
    _ snapshot: LogSnapshot
  ) throws -> String {
    let last = try reads.latestObservation(context)
    let epoch = context.epoch == 0 ? "" : ", epoch \(context.epoch)"
    var text = "\ncluster \(DisplayWidth.escaped(context.name))\(epoch)\n"
    text += "  observed  " + (last.map { "\(begunAt) to \($0)" } ?? "never") + "\n"
    if let horizon = context.horizon {
      text += "  forgotten what was before \(horizon.before)\n"
    }
    let feeds = try snapshot.feeds(clusterID: context.clusterID).map { $0.feed }
    text += "  feeds     \(feeds.count)\n"
    text += "  kept      \(Self.policies(of: feeds))\n"
    if !context.sharesRevisions { text += "  revisions are not shared between kinds\n" }
    for kind in ResourceKind.allCases {
      let records = try reads.coverage(of: kind, context)
      let timeline = CoverageTimeline(records)
      if timeline.otherNamespaces.isEmpty || !timeline.listings.isEmpty {
        text += "  \(kind.resourceName): \(Self.sentence(timeline))\n"
      }
      for namespace in timeline.otherNamespaces {
        let own = CoverageTimeline(records, namespace: namespace)
        let name = DisplayWidth.escaped(namespace)
        text += "  \(kind.resourceName) in \(name): \(Self.sentence(own))\n"
      }
    }
    return text
  }

  /// What was kept of objects, as the feeds record it; with counts where feeds differ.
  private static func policies(of feeds: [FeedDescription]) -> String {
    let counts = Dictionary(grouping: feeds) { DisplayWidth.escaped($0.retention) }
      .mapValues(\.count).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return counts.map { counts.count == 1 ? $0.key : "\($0.key) (\($0.value))" }
      .joined(separator: "; ")
  }

  private static func sentence(_ timeline: CoverageTimeline) -> String {
    guard let first = timeline.observed.first else {
      return timeline.listings.isEmpty ? "never observed" : "listed, never watched"
    }
    let end = timeline.observed.last?.until?.description ?? "-"
    let gaps = zip(timeline.observed, timeline.observed.dropFirst()).compactMap {
      before,
      after in before.until.map { after.from.nanoseconds - $0.nanoseconds }
    }
    let lost = max(0, timeline.segments.count - 1)
    var text = "watched from \(first.from) to \(end)"
    if timeline.awaited != nil { text += ", still open" }
    if gaps.isEmpty {
      text += ", no gap"
    } else {
      let longest = Double(gaps.max() ?? 0) / 1e9
      text += ", \(gaps.count) \(gaps.count == 1 ? "gap" : "gaps")"
      text += " (longest \(Self.seconds(longest))), changes lost in \(lost)"
    }
    return text
  }

  private static func seconds(_ value: Double) -> String {
    let milliseconds = Int((value * 1000).rounded())
    return "\(milliseconds / 1000).\(String(String(milliseconds % 1000 + 1000).dropFirst())) s"
  }

  private static func size(_ bytes: Int64) -> String {
    bytes < 10_000_000
      ? "\((bytes + 512) / 1024) KiB" : "\((bytes + (1 << 19)) / (1 << 20)) MiB"
  }
}
