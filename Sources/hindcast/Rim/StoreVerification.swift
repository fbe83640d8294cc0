import Diagnostics
import EventLog
import Projections
import TopologyModel

/// What a check of a whole store found: of its log, and of the projections where the log is sound.
struct StoreVerification {
  var log: LogVerification
  var heads: [NotedHead]
  var projections: StoreDamage?

  /// Checks a moment of a store.
  static func of(
    _ snapshot: LogSnapshot,
    heads: [NotedHead] = [],
    _ progress: ProgressLine
  ) throws -> StoreVerification {
    let total = (try? snapshot.head().position.value) ?? 0
    let log = try snapshot.verify(heads: heads) { position in
      progress.update(verified: position.value, of: total * 2)
    }
    var verification = StoreVerification(log: log, heads: heads)
    // Projections are what a replay makes; a log that cannot be replayed tells nothing of them.
    guard log.hasSoundEvents else { return verification }
    verification.projections = try TopologyProjection.firstDamage(snapshot) { position in
      progress.update(verified: total + position.value, of: total * 2)
    }
    return verification
  }

  /// Checks the store at a path.
  static func ofStore(at path: String, _ progress: ProgressLine) throws -> StoreVerification {
    var options = SQLiteEventLog.Options()
    options.isReadOnce = true
    let log = try SQLiteEventLog(
      path: path,
      access: .readOnly,
      participants: [],
      clock: SystemClock(),
      options: options
    )
    defer { try? log.close() }
    return try log.read { try of($0, progress) }
  }

  /// Everything that is wrong.
  var damages: [StoreDamage] { log.damages + [projections].compactMap { $0 } }

  /// Whether nothing is wrong.
  var isSound: Bool { damages.isEmpty }

  /// What holds, a line each.
  var summary: String {
    var text = ""
    if log.hasSoundEvents {
      text +=
        log.horizon.map {
          "log: chain \(log.head.hash) holds from the retention horizon, event \($0), to event "
            + "\(log.head.position); what was left below is what it was\n"
        } ?? "log: \(log.head.position) events, chain \(log.head.hash) holds\n"
    }
    if log.isSound {
      for head in heads where !log.forgottenHeads.contains(head) {
        text += "log: begins as noted at event \(head.position)\n"
      }
    }
    if log.hasSoundEvents, projections == nil {
      text += "projections: equal to a replay of the log\n"
    }
    return text
  }

  /// What does not, with the ways out.
  func messages(path: String) -> String {
    var text = ""
    for damage in damages {
      text += "error: \(DisplayWidth.escaped(damage.finding))\n"
      text += "affected: \(DisplayWidth.escaped(damage.consequence))\n"
      text += "help: \(DisplayWidth.escaped(damage.help(path: path)))\n"
    }
    if !log.hasSoundEvents {
      text += "note: the projections were not compared, since the log cannot be replayed\n"
    }
    if log.uncoveredFeeds > 0 {
      let feeds = log.uncoveredFeeds == 1 ? "1 feed was" : "\(log.uncoveredFeeds) feeds were"
      text += "note: \(feeds) described by an older Hindcast: the chain does not cover names, "
      text += "formats, retention, and versions of Kubernetes there\n"
    }
    return text
  }
}
