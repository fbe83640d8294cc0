public import EventLog
internal import Projections
internal import TopologyModel

/// Writes the log of a cluster as a recording, which can be imported again.
///
/// What a watch delivered becomes watch records, complete listings become lists with the bodies that
/// the log has of their members, and sessions their actions. Events are taken in the order in which
/// they were observed.
public final class RecordingExport {
  /// What was listed at one instant by one feed, and stands in no complete listing yet.
  private struct Listed {
    var feedID: Int64
    var kind: ResourceKind
    var position: LogPosition
    var revision: Revision
  }

  private let log: ClusterLog
  private let scope: ExportScope
  private let bodies: RecordedBodies
  private let text: BodyText
  private let lists: ListWriter
  private let sessions: SessionWriter
  private let watches: [ResourceKind: WatchWriter]
  private var report = ExportReport()
  private var epochs = EpochMirror()
  private var listed: [Listed] = []
  private var listedAt: Instant?
  private var opening = OpeningState()
  private var isBegun: Bool
  /// The revisions of the listings that a trimmed recording begins with.
  private var floor: [ResourceKind: Revision] = [:]

  private init(
    log: ClusterLog,
    scope: ExportScope,
    anonymizer: Anonymizer?,
    folder: RecordingFolder
  ) throws {
    self.log = log
    var scope = scope
    if let horizon = log.horizon?.details {
      // What is left from before the horizon is what was there at it.
      scope.from = max(scope.from ?? horizon.before, horizon.before)
      opening = OpeningState(listed: horizon.listed)
    }
    self.scope = scope
    text = BodyText(anonymizer: anonymizer)
    bodies = try RecordedBodies(log, text: text)
    lists = ListWriter(folder: folder, anonymizer: anonymizer)
    sessions = SessionWriter(folder: folder, scope: scope, anonymizer: anonymizer)
    let writers = ResourceKind.allCases.map { kind in
      (kind, WatchWriter(folder: folder, kind: kind, isAnonymous: anonymizer != nil))
    }
    watches = Dictionary(uniqueKeysWithValues: writers)
    isBegun = scope.from == nil
  }

  /// Writes the recording into its folder and moves the folder to its place.
  ///
  /// - Throws: `ExportError` where the cluster is not known or a file cannot be written, and
  ///   `EventLogError` where the log cannot be read; the folder's place is as it was then.
  public static func write(
    _ snapshot: LogSnapshot,
    scope: ExportScope,
    anonymizer: Anonymizer?,
    into folder: RecordingFolder,
    progress: @escaping (ExportProgress) -> Void
  ) throws -> ExportReport {
    let log = try ClusterLog(snapshot, scope: scope, progress: progress)
    let export = try RecordingExport(
      log: log,
      scope: scope,
      anonymizer: anonymizer,
      folder: folder
    )
    try log.forEachByTime { try export.add($0) }
    if !export.isBegun { try export.begin() }
    try export.flushListed()
    try StoreNotes.add(log, to: &export.report)
    try folder.finish()
    return export.report
  }

  private func add(_ stored: StoredEvent) throws {
    let event = stored.event
    if let through = scope.through, event.observedAt > through { return }
    guard event.type != .forgotten else { return }
    guard event.type != .audited else { return report.note(StoreNotes.auditEntriesLeftOut) }
    let details = event.type.isObservation ? try log.details(of: stored) : nil
    if let from = scope.from, event.observedAt <= from {
      if let details { opening.note(event.type, details) }
      return
    }
    if !isBegun { try begin() }
    if let listedAt, event.observedAt != listedAt { try flushListed() }
    epochs.begin(event)
    if event.evidence.timeSource == .assumed {
      report.note("the times of some records were assumed when they were imported")
    }
    if let details {
      try addObservation(stored, details)
    } else if let object = event.object, let revision = event.revision {
      try addChange(stored, object, revision)
    }
  }

  private func count() { report.count += 1 }

  // MARK: Changes

  private func addChange(
    _ stored: StoredEvent,
    _ object: ObjectReference,
    _ revision: Revision
  ) throws {
    let (event, kind) = (stored.event, object.slot.kind)
    guard scope.contains(object.slot) else { return }
    guard event.evidence.channel == .watch else {
      guard event.type != .seen else { return }
      listedAt = event.observedAt
      listed.append(
        Listed(feedID: stored.feedID, kind: kind, position: event.position, revision: revision)
      )
      return
    }
    if let floor = floor[kind], revision <= floor { return }
    epochs.note(revision, kind)
    guard let position = try bodies.original(of: stored) else {
      report.note("some bodies are no longer in the log, and their records are left out")
      return
    }
    let body = try bodies.text(at: position, kind: kind, namesKind: true)
    try sessions.ensureLimit(of: kind, at: event.observedAt)
    try watches[kind]?.writeChange(Self.watchType(of: event), body, at: event.observedAt)
    count()
  }

  private static func watchType(of event: RecordedEvent) -> String {
    switch event.assertion {
    case .deleted, .leftFilter: "DELETED"
    case .state, nil: event.type == .added ? "ADDED" : "MODIFIED"
    }
  }

  // MARK: Observations

  private func addObservation(_ stored: StoredEvent, _ details: ObservationDetails) throws {
    let (event, kind) = (stored.event, details.kind)
    guard scope.contains(kind, observedIn: details.namespace) else { return }
    switch event.type {
    case .listingComplete:
      guard let revision = event.revision else { return }
      try writeListing(stored, details, revision)
      epochs.note(revision, kind)
    case .bookmark:
      guard let revision = event.revision else { return }
      if let floor = floor[kind], revision <= floor { return }
      epochs.note(revision, kind)
      try sessions.ensureLimit(of: kind, at: event.observedAt)
      try watches[kind]?.writeBookmark(revision, at: event.observedAt)
      count()
    case .watchOpened where details.isImplied: watches[kind]?.begin()
    case .watchClosed where details.isImplied, .watchExpired where details.isImplied:
      try watches[kind]?.end(event.type, reason: details.reason, at: event.observedAt)
    default:
      try sessions.write(event.type, details, revision: event.revision, at: event.observedAt)
      count()
    }
  }

  // MARK: Listings

  private func writeListing(
    _ stored: StoredEvent,
    _ details: ObservationDetails,
    _ revision: Revision
  ) throws {
    let event = stored.event
    var positions: [LogPosition] = []
    var isPart = false
    for member in details.members {
      let found = try bodies.state(of: member, kind: details.kind, epoch: event.epoch)
      guard let found else {
        isPart = true
        continue
      }
      if scope.contains(found.slot) { positions.append(found.position) }
    }
    if isPart {
      report.note("a listing has members whose bodies are not in the log, and completes nothing")
    }
    positions.sort()
    let members = Set(positions)
    listed.removeAll { $0.feedID == stored.feedID && members.contains($0.position) }
    try sessions.ensureLimit(of: details.kind, at: event.observedAt)
    let header = ListWriter.Header(
      kind: details.kind,
      time: event.observedAt,
      revision: revision,
      namespace: scope.namespace ?? details.namespace,
      selector: details.selector,
      isImplied: details.isImplied,
      isPart: isPart,
      isFromCache: epochs.isBehind(revision, details.kind)
    )
    try write(header, positions)
  }

  /// Writes what was listed and stands in no complete listing.
  private func flushListed() throws {
    guard let time = listedAt else { return }
    for kind in ResourceKind.allCases {
      let items = listed.filter { $0.kind == kind }
      guard let revision = items.map({ $0.revision }).max() else { continue }
      let header = ListWriter.Header(
        kind: kind,
        time: time,
        revision: revision,
        namespace: scope.namespace,
        isPart: true
      )
      try write(header, items.map { $0.position })
    }
    listed = []
    listedAt = nil
  }

  private func write(_ header: ListWriter.Header, _ positions: [LogPosition]) throws {
    try lists.write(header) { add in
      for position in positions {
        try add(try bodies.text(at: position, kind: header.kind, namesKind: false))
      }
    }
    count()
  }

  // MARK: The beginning of a trimmed recording

  /// Writes what was there at the beginning, and that it was being watched.
  private func begin() throws {
    isBegun = true
    guard let from = scope.from else { return }
    let reads = try ProjectionSnapshot(log.snapshot)
    let epochs = try reads.epochs(of: log.name)
    guard let context = epochs.last(where: { $0.begunAt <= from })?.context else { return }
    let reached = try reads.reached(at: from, context)
    for kind in ResourceKind.allCases where scope.contains(kind, observedIn: nil) {
      guard let revision = reached[kind] else { continue }
      try begin(kind, at: revision, from, reads, context)
    }
  }

  private func begin(
    _ kind: ResourceKind,
    at revision: Revision,
    _ from: Instant,
    _ reads: ProjectionSnapshot,
    _ context: ClusterContext
  ) throws {
    let objects = try reads.objects(
      kind: kind,
      namespace: scope.namespace,
      at: revision,
      context
    ).occupants
    guard !objects.isEmpty || opening.listedKinds.contains(kind) else { return }
    floor[kind] = revision
    epochs.note(revision, kind)
    let session = opening.sessions[kind]
    let header = ListWriter.Header(
      kind: kind,
      time: from,
      revision: revision,
      namespace: scope.namespace ?? session?.namespace,
      selector: session?.selector ?? "",
      isImplied: !opening.isObserved(kind)
    )
    try lists.write(header) { add in
      for run in objects {
        let shown = try reads.withBody(ofObject: run.objectID, at: revision) {
          try text.text(of: $0, kind: kind, namesKind: false)
        }
        if let shown { try add(shown) }
      }
    }
    count()
    if let session {
      try sessions.write(.watchOpened, session, revision: revision, at: from)
      count()
    } else if opening.impliedKinds.contains(kind) {
      try sessions.ensureLimit(of: kind, at: from)
      try watches[kind]?.writeBookmark(revision, at: from)
      count()
    }
  }
}
