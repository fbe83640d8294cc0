public import Ingest
public import TopologyModel

/// The status of a recorder as one screen of text.
public struct RecorderScreen: Sendable {
  /// How many lines of the log are shown.
  private static let messagesMax = 6

  private let title: String
  private let begunAt: Instant
  private var last: (time: Instant, changes: [Int])?
  private var rates: [Double] = []
  private var messages: [String] = []

  /// Creates the screen of a recorder that began then; `title` is its first line.
  public init(title: String, begunAt: Instant) {
    self.title = title
    self.begunAt = begunAt
  }

  /// Adds a line of the log, of which the last few are shown.
  public mutating func add(_ line: String) {
    messages.append(line)
    if messages.count > Self.messagesMax { messages.removeFirst() }
  }

  /// The lines of the screen, none longer than `width`.
  public mutating func lines(
    _ watches: [WatchState],
    store: LiveStoreState,
    now: Instant,
    width: Int
  ) -> [String] {
    measure(watches, now: now)
    var lines = [
      "\(title)  running \(Self.duration(since: begunAt, now))  "
        + "\(store.appendedCount) events stored"
    ]
    lines.append("")
    lines += Self.columns(rows(watches, now: now))
    lines.append("")
    lines.append(Self.storeLine(store, now: now))
    if !messages.isEmpty { lines.append("") }
    lines += messages
    return lines.map { Self.cut($0, to: width) }
  }

  private mutating func measure(_ watches: [WatchState], now: Instant) {
    let changes = watches.map { $0.changeCount }
    defer { last = (now, changes) }
    guard let last, last.changes.count == changes.count, now > last.time else {
      rates = changes.map { _ in 0 }
      return
    }
    let seconds = Double(now.nanoseconds - last.time.nanoseconds) / 1e9
    rates = zip(changes, last.changes).map { Double($0 - $1) / seconds }
  }

  private func rows(_ watches: [WatchState], now: Instant) -> [[String]] {
    var rows = [
      ["CLUSTER", "KIND", "STATE", "REVISION", "LAST WORD", "EVENTS/S", "GAP SINCE", "PROBLEM"]
    ]
    for (index, watch) in watches.enumerated() {
      let kind =
        watch.kind.resourceName + (watch.namespace.map { " in \($0)" } ?? "")
      rows.append([
        watch.cluster,
        kind,
        watch.phase.rawValue,
        watch.revision?.text ?? "-",
        watch.lastToldAt.map { Self.duration(since: $0, now) + " ago" } ?? "-",
        index < rates.count ? Self.tenths(rates[index]) : "-",
        watch.gapSince.map { "\($0)" } ?? "-",
        watch.problem ?? "",
      ])
    }
    return rows
  }

  private static func storeLine(_ store: LiveStoreState, now: Instant) -> String {
    if let failure = store.failure {
      return "store: a write failed and is tried again: \(failure)"
    }
    let lag = store.oldestObservedAt.map { duration(since: $0, now) } ?? "0 s"
    if store.isHoldingBack {
      return "store: slower than the clusters, \(store.queuedCount) events wait, \(lag) behind; "
        + "the watches are held back"
    }
    return "store: \(store.queuedCount) events wait, \(lag) behind"
  }

  /// Sets cells into columns two spaces apart.
  private static func columns(_ rows: [[String]]) -> [String] {
    guard let count = rows.first?.count else { return [] }
    let widths = (0..<count).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// A duration in its two greatest units.
  static func duration(since start: Instant, _ now: Instant) -> String {
    let seconds = max(0, (now.nanoseconds - start.nanoseconds) / 1_000_000_000)
    switch seconds {
    case ..<60: return "\(seconds) s"
    case ..<3600: return "\(seconds / 60) min \(seconds % 60) s"
    case ..<86_400: return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    default: return "\(seconds / 86_400) d \(seconds % 86_400 / 3600) h"
    }
  }

  private static func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// A line cut to a width, with a mark where something is missing.
  private static func cut(_ line: String, to width: Int) -> String {
    guard line.count > width, width > 0 else { return line }
    return String(line.prefix(width - 1)) + "…"
  }
}
