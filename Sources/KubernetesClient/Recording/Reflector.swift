internal import AsyncHTTPClient
internal import Ingest
internal import NIOCore
internal import TopologyModel

/// Keeps one kind of one cluster listed and watched, whatever happens, until it is cancelled.
///
/// It lists where it must and otherwise goes on from the last revision that was told; a session of
/// the feed goes on over requests of which each begins at once where the one before it ended.
final class Reflector {
  /// How long after the end of a watch the next may begin for the session to go on, in
  /// nanoseconds.
  static let seamlessNanoseconds: Int64 = 2_000_000_000
  /// How long after its beginning a watch must still have told something for the next wait to be
  /// the shortest, in nanoseconds.
  private static let healthyNanoseconds: Int64 = 10_000_000_000
  /// A watch that lasted less, in nanoseconds, and told nothing is not begun again at once.
  private static let shortNanoseconds: Int64 = 1_000_000_000
  /// For how long after the server's revision was asked for its bookmarks are not doubted, in
  /// nanoseconds.
  private static let checkedNanoseconds: Int64 = 600_000_000_000
  /// After how many refusals of a revision that the server has not reached the kind is listed.
  private static let tooLargeMax = 3

  let server: APIServer
  let feed: LiveFeed
  let environment: RecorderEnvironment
  let reporter: WatchReporter
  /// Whether lists are asked for as streams.
  var streamsLists: Bool

  private var backoff = Backoff()
  /// When the last watch began, and at which revision.
  private var begunAt: Instant?
  private var begunRevision: Revision?
  /// When the last watch ended, while the session waits to go on.
  private var endedAt: Instant?
  private var tooLargeCount = 0
  /// Whether the server's revision is asked for before the next watch, and when it was.
  private var mustCheck: Bool
  private var checkedAt: Instant?
  private var unfinishedStreams = 0
  private var isCredentialFresh = false
  /// Whether the next page is asked for without a limit, since a continuation expired.
  private var listsWhole = false

  init(
    server: APIServer,
    feed: LiveFeed,
    environment: RecorderEnvironment,
    reporter: WatchReporter,
    streamsLists: Bool
  ) {
    self.server = server
    self.feed = feed
    self.environment = environment
    self.reporter = reporter
    self.streamsLists = streamsLists
    // What the store remembers may be of a server that was restored since.
    mustCheck = feed.revision != nil
  }

  /// Records until the task is cancelled.
  ///
  /// - Throws: `EventLogError` where the store can take nothing any more.
  func run() async throws {
    while !Task.isCancelled {
      let ending: WatchEnding
      begunAt = nil
      do {
        ending = try await request()
      } catch let problem as ConnectionProblem {
        ending = .problem(problem)
      } catch let error as any CategorizedError where Self.isServers(error) {
        ending = .problem(ConnectionProblem(message: error.message, help: error.help))
      } catch is CancellationError {
        // A client that is replaced ends its requests so, too.
        ending = .problem(ConnectionProblem(message: "the request was given up", help: nil))
      }
      guard !Task.isCancelled else { break }
      if let begunAt, let told = feed.lastToldAt,
        told.nanoseconds - begunAt.nanoseconds > Self.healthyNanoseconds
      {
        backoff.reset()
        reporter.recovered()
      }
      let pause = try await handle(ending)
      try await feed.commit()
      guard let pause else { continue }
      reporter.waiting()
      do {
        try await environment.pause(pause)
      } catch { break }
    }
    feed.close("the recorder ended")
    try await feed.commit()
    reporter.ended()
  }

  /// Whether an error is about the server, so that asking again may help.
  private static func isServers(_ error: any CategorizedError) -> Bool {
    error is LiveError || error is ConnectionConfigurationError || error is ClientError
  }

  private func request() async throws -> WatchEnding {
    if mustCheck, !feed.needsListing { try await check() }
    guard feed.needsListing else { return try await watch(streamsList: false) }
    if feed.isOpen { feed.close("the kind is listed again") }
    endedAt = nil
    guard streamsLists else { return try await list() }
    return try await watch(streamsList: true)
  }

  /// Asks at which revision the server is: below what it told, it was restored, and a watch from
  /// there on would stay silent until it got as far again.
  private func check() async throws {
    guard let reached = feed.revision, let revision = try await serverRevision() else { return }
    mustCheck = false
    checkedAt = environment.now()
    guard revision < reached else { return }
    let reason = "the server is at revision \(revision), behind \(reached) that it told before"
    end(reason, .closed)
    feed.forgetRevision()
    reporter.lost(reason, help: nil, feed)
  }

  /// The revision of a list that is asked for now; nil where the server refuses.
  private func serverRevision() async throws -> Revision? {
    let answer = try await server.get(path, query: scopeQuery + [("limit", "1")])
    guard answer.code == 200 else { return nil }
    return try feed.revision(ofList: try await body(of: answer, max: server.limits.pageBytesMax))
  }

  // MARK: Lists

  private func list() async throws -> WatchEnding {
    reporter.listing()
    var hasBegun = false
    var continuation: String?
    var count = 0
    repeat {
      var query = scopeQuery
      if !listsWhole { query.append(("limit", "\(server.limits.pageObjectsMax)")) }
      if let continuation { query.append(("continue", continuation)) }
      let answer = try await server.get(path, query: query)
      reporter.answered(answer, at: environment.now())
      guard answer.code == 200 else {
        feed.abandonListing()
        if answer.code == 410, continuation != nil { listsWhole = true }
        return .status(try await status(of: answer))
      }
      // What is refused begins nothing, so that a server that is away fills no log.
      if !hasBegun { feed.beginListing(at: environment.now(), isStreamed: false) }
      hasBegun = true
      let bytes = try await body(of: answer, max: server.limits.pageBytesMax)
      let page = try feed.addPage(bytes, at: environment.now())
      for problem in page.problems { reporter.warn("an object cannot be read: \(problem)") }
      count += page.objectCount
      continuation = page.continuation
      try await feed.commit()
      try Task.checkCancellation()
    } while continuation != nil
    listsWhole = false
    mustCheck = false
    isCredentialFresh = false
    reporter.listed(count, feed)
    return .listed
  }

  // MARK: Watches

  private func watch(streamsList: Bool) async throws -> WatchEnding {
    var query = scopeQuery
    query.append(("watch", "true"))
    query.append(("allowWatchBookmarks", "true"))
    let seconds = server.limits.watchSeconds
    let width = Double(seconds.upperBound - seconds.lowerBound)
    query.append(
      ("timeoutSeconds", "\(seconds.lowerBound + Int(environment.random() * width))")
    )
    if streamsList {
      try await announce()
      query.append(("sendInitialEvents", "true"))
      query.append(("resourceVersionMatch", "NotOlderThan"))
      reporter.listing()
    } else if let revision = feed.revision {
      query.append(("resourceVersion", revision.text))
      reporter.connecting()
    }
    let answer = try await server.get(path, query: query)
    let now = environment.now()
    reporter.answered(answer, at: now)
    guard answer.code == 200 else { return .status(try await status(of: answer)) }
    if streamsList {
      feed.beginListing(at: now, isStreamed: true)
    } else {
      closeUnlessSeamless(at: now)
      feed.openWatch(at: now, note: reporter.skewNote)
      reporter.watching(feed)
    }
    try await feed.commit()
    begunAt = now
    begunRevision = feed.revision
    let ending = try await read(answer)
    if streamsList, feed.revision == nil || feed.isListing { unfinishedStreams += 1 }
    if unfinishedStreams > 1 { streamsLists = false }
    return ending
  }

  /// Asks at which revision the kind is, where it was listed before: a streamed list tells that only
  /// at its end, and a lower one belongs to another epoch from its first object on.
  private func announce() async throws {
    guard feed.hasReached, let revision = try await serverRevision() else { return }
    feed.announceListing(at: revision)
  }

  private func closeUnlessSeamless(at now: Instant) {
    if let endedAt, now.nanoseconds - endedAt.nanoseconds > Self.seamlessNanoseconds {
      feed.close("the watch ended, and the next one came late")
    }
    endedAt = nil
    if isInterrupted(at: now) { feed.close(Self.interruption) }
  }

  /// Ends the session at its last word, and begins another, where for longer than a silent server
  /// is borne nothing was told: then the machine slept, or the disk held everything up.
  private func splitSession(at now: Instant) {
    guard isInterrupted(at: now) else { return }
    feed.close(Self.interruption)
    feed.openWatch(at: now, note: reporter.skewNote)
  }

  private func isInterrupted(at now: Instant) -> Bool {
    guard feed.isOpen, let told = feed.lastToldAt else { return false }
    // Two watches may each be silent for as long as is borne.
    let borne = Int64(2 * server.limits.silenceSeconds) * 1_000_000_000 + Self.seamlessNanoseconds
    return now.nanoseconds - told.nanoseconds > borne
  }

  private static let interruption = "the recorder itself stood still"

  private func nanoseconds(since instant: Instant) -> Int64 {
    environment.now().nanoseconds - instant.nanoseconds
  }

  /// Reads watch records until the stream ends.
  private func read(_ answer: ServerAnswer) async throws -> WatchEnding {
    var lines = LineSplitter(lineBytesMax: server.limits.recordBytesMax)
    do {
      for try await chunk in answer.body {
        let now = environment.now()
        var ending: WatchEnding?
        splitSession(at: now)
        try lines.add(chunk) { line in
          guard ending == nil else { return }
          ending = take(feed.add(line, at: now))
        }
        try await feed.commit()
        reporter.told(feed)
        if let ending { return ending }
        guard !feed.isListing else { continue }
        if feed.needsListing { return .mustList(reason: "the cluster began another epoch") }
        tooLargeCount = 0
      }
    } catch let error
      where error is ConnectionProblem || error is CancellationError
      || error is any CategorizedError
    {
      throw error
    } catch {
      try Task.checkCancellation()
      throw ConnectionProblem(error, limits: server.limits)
    }
    return .clean
  }

  private func take(_ outcome: LiveOutcome) -> WatchEnding? {
    isCredentialFresh = false
    switch outcome {
    case .change, .otherKind, .bookmark(_, endsListing: false): return nil
    case .bookmark(_, endsListing: true):
      unfinishedStreams = 0
      mustCheck = false
      guard !feed.needsListing else { return nil }
      feed.openWatch(at: environment.now(), note: reporter.skewNote)
      reporter.listed(nil, feed)
      reporter.watching(feed)
      return nil
    case .behind:
      if let checkedAt, nanoseconds(since: checkedAt) < Self.checkedNanoseconds { return nil }
      return .behind
    case .ended(let status): return .status(status)
    case .unreadable(let problem):
      reporter.warn("a watch record cannot be read: \(problem)")
      return .mustList(reason: "a record could not be read")
    }
  }

  // MARK: Endings

  /// Tells the feed how a request ended; returns how long to wait, nil for not at all.
  private func handle(_ ending: WatchEnding) async throws -> Double? {
    switch ending {
    case .listed: return nil
    case .clean:
      guard !feed.isListing else { return lose("the list broke off", help: nil) }
      if endedAt == nil { endedAt = environment.now() }
      return isShortWatch ? wait(atLeast: nil) : nil
    case .behind:
      mustCheck = true
      endedAt = environment.now()
      return nil
    case .mustList(let reason):
      feed.close(reason)
      feed.forgetRevision()
      endedAt = nil
      reporter.lost(reason, help: nil, feed)
      return wait(atLeast: nil)
    case .status(let status): return await handle(status)
    case .problem(let problem):
      return handle(problem)
    }
  }

  /// Whether the last watch ended at once and told nothing new, so that the next had better wait.
  private var isShortWatch: Bool {
    guard let begunAt, feed.revision == begunRevision else { return false }
    return nanoseconds(since: begunAt) < Self.shortNanoseconds
  }

  private func handle(_ problem: ConnectionProblem) -> Double? {
    let wasOpen = feed.isOpen
    if wasOpen, !problem.isSilence, !feed.isListing, endedAt == nil {
      // The next watch may go on at once where this one broke.
      endedAt = environment.now()
      return isShortWatch ? lose(problem.message, help: problem.help) : nil
    }
    return lose(problem.message, help: problem.help)
  }

  private func handle(_ status: LiveStatus) async -> Double? {
    if status.isExpired {
      let reason = "the revision is too old: \(Self.text(of: status))"
      end(reason, .expired)
      feed.forgetRevision()
      reporter.lost(reason, help: nil, feed)
      let isFirst = backoff.isReset
      let pause = wait(atLeast: status.retryAfterSeconds)
      return isFirst ? nil : pause
    }
    if status.code == 401 {
      await server.invalidateCredentials()
      if !isCredentialFresh {
        isCredentialFresh = true
        return 0
      }
      return lose(
        "the server does not accept the credentials (401)",
        help: "renew the token or certificate that the kubeconfig names"
      )
    }
    if status.code == 403 {
      return lose(
        "the server does not show \(feed.source.kind.resourceName): \(Self.text(of: status))",
        help: "allow get, list, and watch of \(feed.source.kind.resourceName) "
          + "(docs/guides/deploy.md)",
        .forbidden,
        atLeast: status.retryAfterSeconds
      )
    }
    if streamsLists, feed.needsListing, [400, 422].contains(status.code) {
      streamsLists = false
      return 0
    }
    if status.isTooLargeRevision, !feed.needsListing {
      tooLargeCount += 1
      if tooLargeCount >= Self.tooLargeMax {
        tooLargeCount = 0
        feed.close("the server is behind what it told before")
        feed.forgetRevision()
      }
    }
    return lose(
      "the server answered \(status.code): \(Self.text(of: status))",
      help: status.code == 404
        ? "check the server's path prefix, and that it serves \(path)" : nil,
      atLeast: status.retryAfterSeconds
    )
  }

  private static func text(of status: LiveStatus) -> String {
    String((status.message.isEmpty ? status.reason : status.message).prefix(textMax))
  }

  /// How much of what a server says is told and stored, in characters.
  private static let textMax = 300

  /// Says that the kind is not observed, and returns how long to wait.
  private func lose(
    _ reason: String,
    help: String?,
    _ ending: LiveFeed.Ending = .closed,
    atLeast: Int? = nil
  ) -> Double {
    end(reason, ending)
    reporter.lost(reason, help: help, feed)
    // It may come back restored, and a watch from a revision that it has not reached is silent.
    mustCheck = true
    return wait(atLeast: atLeast)
  }

  /// Ends the session; without one, notes once that the server does not tell.
  private func end(_ reason: String, _ ending: LiveFeed.Ending) {
    endedAt = nil
    if feed.isOpen {
      feed.close(reason, ending)
    } else if reporter.isNews(reason) {
      feed.addRefusal(reason, ending, at: environment.now())
    }
    feed.abandonListing()
  }

  private func wait(atLeast: Int?) -> Double {
    backoff.next(random: environment.random(), atLeast: atLeast)
  }

  // MARK: Requests

  private var path: String {
    ResourcePath.collection(of: feed.source.kind, namespace: feed.source.namespace)
  }

  private var scopeQuery: [(name: String, value: String)] {
    let selector = feed.source.labelSelector
    return selector.isEmpty ? [] : [("labelSelector", selector)]
  }

  private func status(of answer: ServerAnswer) async throws -> LiveStatus {
    let bytes = (try? await answer.bytes(max: 1 << 20)) ?? []
    var status = LiveStatus(code: answer.code, body: bytes)
    status.code = answer.code
    if let seconds = answer.retryAfterSeconds { status.retryAfterSeconds = seconds }
    return status
  }

  private func body(of answer: ServerAnswer, max: Int) async throws -> [UInt8] {
    do {
      return try await answer.bytes(max: max)
    } catch {
      try Task.checkCancellation()
      throw ConnectionProblem(error, limits: server.limits)
    }
  }
}
