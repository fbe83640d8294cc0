internal import EventLog
internal import TopologyModel

/// The import of another store: its events in its order, each with its feed as it was.
final class StoreRun {
  /// How many events are verified between two tellings of the progress.
  private static let verifiedPerTelling: Int64 = 10_000

  private let path: String
  private let options: ImportOptions
  private let log: SQLiteEventLog
  private let writer: BatchWriter
  private let formats: ClusterFormats
  private let progress: (ImportProgress) -> Void
  private let feedIndex: Int
  private var byteCount = 0

  /// Creates the import of the store at a path into `log`, through `writer`.
  init(
    path: String,
    options: ImportOptions,
    log: SQLiteEventLog,
    writer: BatchWriter,
    formats: ClusterFormats,
    progress: @escaping (ImportProgress) -> Void
  ) {
    self.path = path
    self.options = options
    self.log = log
    self.writer = writer
    self.formats = formats
    self.progress = progress
    feedIndex = writer.report.feeds.count
    writer.report.feeds.append(FeedReport(path: path, feed: nil))
  }

  /// Imports the store as it is at one moment, if all of it is sound; else nothing of it.
  func run() throws {
    var isSound = false
    do {
      let source = try StoreFile.open(path, options)
      defer { try? source.close() }
      try source.read { snapshot in
        byteCount = Int(try snapshot.byteCount())
        if let refusal = try refusal(of: snapshot) {
          fail(refusal.message, refusal.help)
          writer.report.feeds[feedIndex].recordsNotRead = Int(try snapshot.head().position.value)
          return
        }
        isSound = true
        try copy(snapshot)
      }
    } catch let error as any CategorizedError where !isSound {
      fail(error.message, error.help ?? InputFormat.all)
    }
    try writer.flush()
  }

  /// Why nothing of the store can be imported; nil where all of it can.
  private func refusal(of source: LogSnapshot) throws -> (message: String, help: String)? {
    let numbering = StoreNumbering(source: source, destination: log)
    for cluster in try source.clusters() {
      let name = options.cluster ?? cluster.name
      for (_, feed) in try source.feeds(clusterID: cluster.id) {
        if let conflict = try formats.conflict(of: renamed(feed)) { return conflict }
      }
      if let conflict = try numbering.conflict(ofCluster: cluster.id, as: name) { return conflict }
    }
    if let refusal = try refusal(ofHorizons: source) { return refusal }
    let head = try source.head().position
    let damage = try source.firstDamage { position in
      if position.value % Self.verifiedPerTelling == 0 {
        tellProgress(verified: position, copied: .zero, of: head)
      }
    }
    return damage.map {
      (
        $0.message,
        "nothing of the store was imported; `hindcast verify --store \(path)` checks it"
      )
    }
  }

  /// What a store has forgotten, another one would take for what never was, unless it has forgotten
  /// it, too.
  private func refusal(
    ofHorizons source: LogSnapshot
  ) throws -> (message: String, help: String)? {
    let here = try log.read { try $0.horizons() }
    for horizon in try source.horizons() {
      let name = options.cluster ?? horizon.cluster
      let own = here.first { $0.cluster == name }?.details.before
      guard own.map({ $0 < horizon.details.before }) ?? true else { continue }
      return (
        "`\(path)` has forgotten what cluster `\(horizon.cluster)` was like before "
          + "\(horizon.details.before), which only a store that has forgotten as much can take over",
        "copy its file to keep it as it is, import what it was recorded from, or forget as much here "
          + "with `hindcast retain --before \(horizon.details.before) --cluster \(name)`"
      )
    }
    return nil
  }

  private func copy(_ source: LogSnapshot) throws {
    var feeds: [Int64: FeedDescription] = [:]
    for cluster in try source.clusters() {
      for (id, feed) in try source.feeds(clusterID: cluster.id) { feeds[id] = renamed(feed) }
    }
    noteUnusedOptions()
    let head = try source.head().position
    let bodies = try source.bodyReader()
    try source.forEachEvent(from: LogPosition(1), through: head) { stored in
      let position = stored.event.position
      // What the store forgot says nothing of this one.
      if stored.event.type == .forgotten { return true }
      guard let feed = feeds[stored.feedID] else {
        throw EventLogError.corrupt(position: position, detail: "its feed is not registered")
      }
      let draft = try draft(of: stored.event, feed, bodies)
      writer.report.feeds[feedIndex].records += 1
      let unit = EventUnit(time: draft.observedAt, drafts: [draft])
      if try writer.add(unit, feedIndex: feedIndex) {
        tellProgress(verified: head, copied: position, of: head)
      }
      return true
    }
    while try writer.advance() { tellProgress(verified: head, copied: head, of: head) }
    tellProgress(verified: head, copied: head, of: head)
  }

  private func draft(
    of event: RecordedEvent,
    _ feed: FeedDescription,
    _ bodies: SequentialBodyReader
  ) throws -> EventDraft {
    let body = event.type == .seen ? [] : try bodies.body(at: event.position)
    let content: EventDraft.Content
    if let object = event.object, let assertion = event.assertion {
      content = .object(object, assertion: assertion, body: body, facts: nil)
    } else {
      do {
        content =
          event.type == .audited
          ? .audit(try AuditEntry(decoding: body))
          : .observation(try ObservationDetails(decoding: body))
      } catch {
        throw EventLogError.corrupt(
          position: event.position,
          detail: "its content cannot be decoded"
        )
      }
    }
    return EventDraft(repeating: event, of: feed, content: content)
  }

  private func renamed(_ feed: FeedDescription) -> FeedDescription {
    var renamed = feed
    if let cluster = options.cluster { renamed.cluster = cluster }
    return renamed
  }

  /// Notes that what a store has to say is settled, whatever was asserted of other input.
  private func noteUnusedOptions() {
    let given = [
      options.assumedTime.map { _ in "`--at`" }, options.completeScope.map { _ in "`--complete`" },
      options.kubernetesVersion.map { _ in "`--kubernetes-version`" },
    ].compactMap { $0 }
    guard !given.isEmpty else { return }
    writer.note(
      ImportNote(
        code: "options-unused",
        message: "\(given.joined(separator: ", ")): a store is imported as it was recorded",
        file: path
      )
    )
  }

  private func fail(_ message: String, _ help: String) {
    writer.report.failures.append(ImportFailure(file: path, message: message, help: help))
  }

  /// Tells how far it is: verifying and copying count half each.
  private func tellProgress(verified: LogPosition, copied: LogPosition, of head: LogPosition) {
    let share = Double(verified.value + copied.value) / Double(max(head.value, 1) * 2)
    progress(
      ImportProgress(
        file: path,
        bytesRead: min(Int(Double(byteCount) * share), byteCount),
        bytesTotal: byteCount,
        recordsRead: writer.report.feeds[feedIndex].records,
        eventsAppended: writer.appendedCount
      )
    )
  }
}
