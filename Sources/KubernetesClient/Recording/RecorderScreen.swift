public import Ingest
public import TopologyModel

/// The status of a recorder as one screen of text.
///
/// Names and reasons come from servers and files; what a terminal would obey is shown escaped.
public struct RecorderScreen: Sendable {
  /// How many lines of the log are shown, and how many rows each takes at most.
  private static let messagesMax = 6
  private static let messageRowsMax = 2
  /// How many rows a reason takes at most.
  private static let problemRowsMax = 2
  /// What stands in front of the rows after the first of a text that takes several.
  private static let indent = "  "

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

  /// The lines of the screen: none wider than `width` columns, and no more than `height`.
  ///
  /// Where not everything has a place, the oldest lines of the log go first, then the watches that
  /// are well.
  public mutating func lines(
    _ watches: [WatchState],
    store: LiveStoreState,
    now: Instant,
    width: Int,
    height: Int
  ) -> [String] {
    let width = max(width, 1)
    let watches = Self.ordered(watches)
    measure(watches, now: now)
    let head = [
      "\(title)  running \(Self.duration(since: begunAt, now))  "
        + "\(store.appendedCount) events stored",
      "",
    ]
    let status = [Self.storeLine(store, now: now)]
    var room = max(0, height - head.count - status.count - 1)
    let problems = Self.problems(watches).flatMap {
      ScreenText.wrapped($0, width: width, rowsMax: Self.problemRowsMax, indent: Self.indent)
    }
    let reasons = problems.isEmpty ? [] : [""] + problems.prefix(room / 2)
    let rows = rows(watches, now: now, countMax: max(room - reasons.count - 1, 1))
    let table = ScreenTable.lines(rows, width: width)
    room -= table.count + reasons.count
    let lines = head + table + reasons + [""] + status + log(width: width, height: room)
    return lines.prefix(max(height, 1)).map { ScreenText.cut($0, to: width) }
  }

  /// The last lines of the log that have a place, below an empty line.
  private func log(width: Int, height: Int) -> [String] {
    var rows: [String] = []
    for message in messages.reversed() {
      let text = ScreenText.wrapped(
        message,
        width: width,
        rowsMax: Self.messageRowsMax,
        indent: Self.indent
      )
      guard rows.count + text.count < height else { break }
      rows = text + rows
    }
    return rows.isEmpty ? [] : [""] + rows
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

  private func rows(_ watches: [WatchState], now: Instant, countMax: Int) -> [[String]] {
    let all = watches.enumerated().map { index, watch in
      (isWell: watch.problem == nil, cells: cells(watch, rate: rates[index], now: now))
    }
    var shown = all[...]
    if all.count > countMax {
      let troubled = all.filter { !$0.isWell }
      shown = (troubled + all.filter { $0.isWell }).prefix(max(countMax - 1, 1))
    }
    var rows = [ScreenTable.titles] + shown.map(\.cells)
    if shown.count < all.count { rows.append(["… \(all.count - shown.count) more watches"]) }
    return rows
  }

  private func cells(_ watch: WatchState, rate: Double, now: Instant) -> [String] {
    [
      watch.cluster,
      watch.kind.resourceName + (watch.namespace.map { " in \($0)" } ?? ""),
      watch.phase.rawValue,
      watch.revision?.text ?? "-",
      watch.lastToldAt.map { Self.duration(since: $0, now) } ?? "-",
      Self.tenths(rate),
      watch.gapSince.map { Self.duration(since: $0, now) } ?? "-",
    ]
  }

  /// The watches by cluster, kind, and namespace.
  private static func ordered(_ watches: [WatchState]) -> [WatchState] {
    watches.sorted {
      ($0.cluster, $0.kind, $0.namespace ?? "") < ($1.cluster, $1.kind, $1.namespace ?? "")
    }
  }

  /// Why kinds are not observed; a reason that several kinds of a cluster have is told once.
  private static func problems(_ watches: [WatchState]) -> [String] {
    var reasons: [(cluster: String, text: String, names: [String])] = []
    for watch in watches {
      guard let text = watch.problem else { continue }
      let name = watch.kind.resourceName + (watch.namespace.map { " in \($0)" } ?? "")
      let index = reasons.firstIndex { $0.cluster == watch.cluster && $0.text == text }
      if let index {
        reasons[index].names.append(name)
      } else {
        reasons.append((watch.cluster, text, [name]))
      }
    }
    return reasons.map { "\($0.cluster) \($0.names.joined(separator: ", ")): \($0.text)" }
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
}
