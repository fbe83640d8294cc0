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
  private var problem: String?
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

  /// Whether a reason was not told yet, since the kind was observed last.
  func isNews(_ reason: String) -> Bool { problem != reason }

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
    let difference = date.nanoseconds - now.nanoseconds
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
    if problem != nil || !hasWatched {
      let seconds = gapSince.map {
        (environment.now().nanoseconds - $0.nanoseconds) / 1_000_000_000
      }
      let gap = hasWatched ? " again, after \(seconds ?? 0) s" : ""
      add(.info, "watching\(gap) from revision \(feed.revision?.text ?? "-")", help: nil)
    }
    hasWatched = true
    problem = nil
    board.update(index) {
      $0.phase = .watching
      $0.problem = nil
      $0.gapSince = nil
      $0.revision = feed.revision
    }
  }

  /// Says that records came.
  func told(_ feed: LiveFeed, isListing: Bool) {
    board.update(index) {
      $0.revision = feed.revision
      $0.lastToldAt = feed.lastToldAt
      $0.changeCount = feed.changeCount
    }
  }

  /// Says that the kind is not observed; the log gets each reason once.
  func lost(_ reason: String, help: String?, _ feed: LiveFeed) {
    let isNews = problem != reason
    problem = reason
    let last = feed.lastToldAt
    board.update(index) {
      if $0.gapSince == nil { $0.gapSince = last ?? environment.now() }
      $0.problem = reason
      $0.phase = .waiting
    }
    if isNews { add(.warning, "\(reason); trying again", help: help) }
  }

  /// Says something that does not end the watch.
  func warn(_ text: String) { add(.warning, text, help: nil) }

  private func add(_ level: RecorderMessage.Level, _ text: String, help: String?) {
    board.add(
      RecorderMessage(level: level, cluster: cluster, kind: kind, text: text, help: help)
    )
  }
}
