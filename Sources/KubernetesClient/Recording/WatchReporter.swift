internal import Ingest
internal import TopologyModel

/// Says how one watch stands: on the board at all times, and in the log where something changed.
final class WatchReporter {
  /// A clock that differs by more is worth a line, in seconds.
  private static let skewSecondsMax = 2

  private let board: RecorderBoard
  private let index: Int
  private let cluster: String
  private let kind: ResourceKind
  private let environment: RecorderEnvironment
  /// The most reasons that are told before the watch has recovered.
  private static let reasonsMax = 32
  /// A word with so many digits is a revision, a port, or an address, and no part of a reason.
  private static let digitsMax = 3

  /// The reasons that were told since the watch had recovered, without numbers.
  private var told: Set<String> = []
  private var warned: Set<String> = []
  private var isLossTold = false
  private var isClockStepTold = false
  private var hasWatched = false
  private var isSkewTold = false
  private var skewSeconds: Int?

  init(board: RecorderBoard, source: LiveSource, environment: RecorderEnvironment) {
    self.board = board
    self.environment = environment
    cluster = source.cluster
    kind = source.kind
    var state = WatchState(cluster: cluster, kind: kind, namespace: source.namespace)
    state.gapSince = environment.now()
    index = board.announce(state)
  }

  /// Whether a reason was not told yet since the watch had recovered, whatever numbers it names.
  func isNews(_ reason: String) -> Bool {
    told.count < Self.reasonsMax && !told.contains(Self.withoutNumbers(reason))
  }

  /// Says that a watch lasted, so that reasons are worth telling again.
  func recovered() {
    told = []
    warned = []
  }

  private static func withoutNumbers(_ reason: String) -> String {
    reason.split(separator: " ").filter { $0.count { $0.isNumber } <= digitsMax }
      .joined(separator: " ")
  }

  /// By how much the server's clock differs, as a session notes it.
  var skewNote: String {
    guard let skewSeconds else { return "" }
    if skewSeconds == 0 { return "the server's clock agrees to the second" }
    return "the server's clock is \(abs(skewSeconds)) s \(skewSeconds > 0 ? "ahead" : "behind")"
  }

  func connecting() { board.update(index) { $0.phase = .connecting } }
  func listing() { board.update(index) { $0.phase = .listing } }
  func waiting() { board.update(index) { $0.phase = .waiting } }
  func ended() { board.update(index) { $0.phase = .ended } }

  /// Takes the server's clock from an answer.
  func answered(_ answer: ServerAnswer, at now: Instant) {
    guard let date = answer.date else { return }
    // The header has whole seconds: within the second that it names the clocks agree.
    let (difference, isOverflow) = date.nanoseconds.subtractingReportingOverflow(now.nanoseconds)
    guard !isOverflow else { return }
    let second: Int64 = 1_000_000_000
    let skew = difference > 0 ? difference / second : min(0, (difference + second) / second)
    skewSeconds = Int(skew)
    board.update(index) { $0.skewSeconds = Int(skew) }
    guard abs(Int(skew)) > Self.skewSecondsMax, !isSkewTold else { return }
    isSkewTold = true
    add(
      .warning,
      skewNote,
      help: "set both clocks by NTP: times of different clusters do not compare"
    )
  }

  /// Says that a list is complete.
  func listed(_ count: Int?, _ feed: LiveFeed) {
    board.update(index) {
      $0.revision = feed.revision
      $0.lastToldAt = feed.lastToldAt
      if let count { $0.listedCount = count }
    }
    let objects = count.map { "\($0) listed" } ?? "listed"
    add(.info, "\(objects) at revision \(feed.revision?.text ?? "-")", help: nil)
  }

  /// Says that the server tells of changes.
  func watching(_ feed: LiveFeed) {
    let gapSince = board.watches[index].gapSince
    if isLossTold || !hasWatched {
      let seconds = gapSince.map {
        (environment.now().nanoseconds - $0.nanoseconds) / 1_000_000_000
      }
      let gap = hasWatched ? " again, after \(seconds ?? 0) s" : ""
      add(.info, "watching\(gap) from revision \(feed.revision?.text ?? "-")", help: nil)
    }
    hasWatched = true
    isLossTold = false
    board.update(index) {
      $0.phase = .watching
      $0.problem = nil
      $0.gapSince = nil
      $0.revision = feed.revision
    }
  }

  /// Says that records came.
  func told(_ feed: LiveFeed) {
    board.update(index) {
      $0.revision = feed.revision
      $0.lastToldAt = feed.lastToldAt
      $0.changeCount = feed.changeCount
    }
    guard let last = feed.lastToldAt else { return }
    let seconds = (last.nanoseconds - environment.now().nanoseconds) / 1_000_000_000
    guard seconds >= Self.skewSecondsMax else {
      isClockStepTold = false
      return
    }
    guard !isClockStepTold else { return }
    isClockStepTold = true
    add(
      .warning,
      "this machine's clock stepped back by \(seconds) s: until it is there again, all that comes is "
        + "stored as of \(last)",
      help: "let NTP slew the clock; times of changes are late by that much"
    )
  }

  /// Says that the kind is not observed; the log gets each reason once.
  func lost(_ reason: String, help: String?, _ feed: LiveFeed) {
    let isNews = isNews(reason)
    if isNews { told.insert(Self.withoutNumbers(reason)) }
    let last = feed.lastToldAt
    board.update(index) {
      if $0.gapSince == nil { $0.gapSince = last ?? environment.now() }
      $0.problem = reason
      $0.phase = .waiting
    }
    guard isNews else { return }
    isLossTold = true
    add(.warning, "\(reason); trying again", help: help)
  }

  /// Says something that does not end the watch, once until it has recovered.
  func warn(_ text: String) {
    guard warned.count < Self.reasonsMax, warned.insert(Self.withoutNumbers(text)).inserted else {
      return
    }
    add(.warning, text, help: nil)
  }

  private func add(_ level: RecorderMessage.Level, _ text: String, help: String?) {
    board.add(
      RecorderMessage(level: level, cluster: cluster, kind: kind, text: text, help: help)
    )
  }
}
