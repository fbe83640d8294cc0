internal import EventLog
internal import KubernetesObjects
internal import TopologyModel

/// A file of watch records: a recording's, with times, or kubectl's, without.
final class WatchSource: QueuedSource {
  /// An item of an initial listing that is not complete yet.
  private struct Item {
    var object: ReadObject
    var time: Instant
  }

  let feed: FeedDescription
  let reader: RecordReader
  private let drafts: FeedDrafts
  private let records: WatchRecordReader
  let options: ImportOptions
  private let scope: SourceScope
  private let hasTimes: Bool

  var pending = StepQueue()
  var isFinished = false
  private var clock = FeedClock()
  private var otherKinds = OtherKinds()
  /// The kind of the last record, for records that do not say theirs.
  private var lastKind: ResourceKind?
  /// Errors of a file that never says its kind.
  private var kindlessCount = 0

  private var run = AddedRun.none
  private var isStreamStart = true
  private var items: [Item] = []
  /// Whether an item could not be read, so that the listing must not end what it lacks.
  private var isDamaged = false
  private var hasListing = false

  private var sessions: [ResourceKind: WatchSession] = [:]
  private var endedSessions: [ResourceKind: (WatchSession, end: Int)] = [:]
  private var known: [String: Revision] = [:]
  /// In input without times, the highest revision of each kind, which the next must exceed.
  private var reached: [ResourceKind: Revision] = [:]

  /// Creates a source; `hasTimes` tells a recording's records from kubectl's.
  init(
    reader: RecordReader,
    feed: FeedDescription,
    options: ImportOptions,
    scope: SourceScope,
    hasTimes: Bool
  ) {
    self.reader = reader
    self.feed = feed
    self.options = options
    self.scope = scope
    self.hasTimes = hasTimes
    drafts = FeedDrafts(feed: feed, timeSource: hasTimes ? .received : .assumed)
    records = WatchRecordReader(
      objects: ObjectReader(retention: options.retention),
      hasTimes: hasTimes
    )
  }

  var notes: [ImportNote] {
    let file = reader.content.path
    var notes = [clock.note(file: file), otherKinds.note(file: file)].compactMap { $0 }
    if !hasTimes, let note = reader.timesAssumedNote(options) { notes.append(note) }
    if kindlessCount > 0 {
      notes.append(
        ImportNote(
          code: "kind-unknown",
          message: "\(kindlessCount) ERROR records do not say of which kind and were passed over",
          file: file
        )
      )
    }
    return notes
  }

  func readRecord() throws {
    if isWaiting() {
      pending.append(.waiting)
      return
    }
    if run.count == 0 { run = AddedRun(reader, records, isStreamStart: isStreamStart) }
    guard let document = reader.next() else {
      finish()
      return
    }
    isStreamStart = false
    let isItem = run.itemCount > 0
    run.passRecord()
    do {
      let record = try reader.parse(document) { try records.read($0) }
      try handle(record, document, isItem: isItem)
    } catch let problem as RecordProblem {
      handle(problem, document, isItem: isItem)
    }
    if isItem, run.itemCount == 0, run.listing == .unmarked, !hasTimes {
      completeUnmarkedListing(document)
    }
  }

  /// Whether a stream must go on before its next record can be taken: at its end so far, or in an
  /// initial listing, which lasts until another type of record follows, or nothing for a while.
  private func isWaiting() -> Bool {
    guard reader.content.isOpen else { return false }
    var cursor = reader.cursor
    guard var document = cursor.next() else { return true }
    guard isStreamStart, run.count == 0, !reader.content.isQuiet else { return false }
    while AddedRun.isAdded(document, reader, records) {
      guard let next = cursor.next() else { return true }
      document = next
    }
    return false
  }

  private func handle(_ record: WatchRecord, _ document: Document, isItem: Bool) throws {
    let time = clock.clamp(record.receivedAt ?? reader.assumedTime(of: document, options))
    switch record.content {
    case .otherKind(let kind): otherKinds.count(kind)
    case .object(let object, let type):
      lastKind = object.reference.slot.kind
      if isItem {
        addItem(object, time, document)
      } else {
        try addChange(object, type, time, document)
      }
    case .bookmark(let kind, let revision, let isInitialEnd):
      guard let kind = kind ?? lastKind else {
        throw RecordProblem(
          field: "object.kind",
          message: "found a bookmark without `kind` before any object",
          help: nil
        )
      }
      lastKind = kind
      if isInitialEnd {
        completeStreamedListing(kind, revision, time, document.number)
      } else {
        releaseItems()
        var unit = EventUnit(time: time, drafts: [])
        ensureListing(kind, of: revision, time, document.number, &unit)
        addBookmark(kind, revision, time, document.number, &unit)
        pending.append(.unit(unit))
      }
    case .error(let code, let reason, let message):
      let isExpired = code == 410 || reason == "Expired" || reason == "Gone"
      endStream(
        isExpired ? .watchExpired : .watchClosed,
        reason: message.isEmpty ? reason : message,
        time,
        document
      )
    }
  }

  /// Ends what the record that could not be read interrupts: what it said is lost, so neither an
  /// open session nor an incomplete listing may reach over it.
  private func handle(_ problem: RecordProblem, _ document: Document, isItem: Bool) {
    let failure = reader.failure(problem, in: document)
    if options.skipsInvalid {
      if isItem {
        isDamaged = true
      } else {
        releaseItems()
        endSessions("a record could not be read", number: document.number)
      }
      pending.append(.skipped(failure))
    } else {
      releaseItems()
      endSessions("a record could not be read", number: document.number)
      pending.append(.failed(failure))
      isFinished = true
    }
  }

  private func finish() {
    releaseItems()
    endSessions("the file ends", number: reader.recordCount + 1)
    if let failure = reader.damageFailure() {
      pending.append(options.skipsInvalid ? .skipped(failure) : .failed(failure))
    }
    isFinished = true
  }

  // MARK: Objects

  private func addItem(_ object: ReadObject, _ time: Instant, _ document: Document) {
    beginSession(object.reference.slot.kind, time, document.number)
    if run.listing == .unmarked, hasTimes {
      pending.append(.unit(EventUnit(time: time, drafts: [listed(object, at: time)])))
    } else {
      items.append(Item(object: object, time: time))
    }
  }

  private func addChange(
    _ object: ReadObject,
    _ type: WatchRecordType,
    _ time: Instant,
    _ document: Document
  ) throws {
    let kind = object.reference.slot.kind
    if !hasTimes {
      if let reached = reached[kind], object.revision <= reached {
        throw RecordProblem(
          field: "object.metadata.resourceVersion",
          message: "found revision \(object.revision) after \(reached), expected a higher one: "
            + "without times, the order of the records is the order of the changes",
          help: "import what each `kubectl get --watch` printed as a file of its own"
        )
      }
      reached[kind] = object.revision
    }
    releaseItems()
    var unit = EventUnit(time: time, drafts: [])
    ensureListing(kind, of: object.revision, time, document.number, &unit)
    openSession(kind, at: object.revision, time, document.number, &unit)
    sessions[kind]?.reach(object.revision)
    let eventType: EventType
    switch type {
    case .deleted:
      eventType = scope.scope.selector.isEmpty ? .deleted : .leftFilter
      known[object.reference.uid] = nil
    case .modified: eventType = .modified
    case .added, .bookmark, .error: eventType = .added
    }
    if eventType.assertion == .state { known[object.reference.uid] = object.revision }
    unit.drafts.append(drafts.object(object, type: eventType, at: time, channel: .watch))
    pending.append(.unit(unit))
  }

  private func listed(_ object: ReadObject, at time: Instant) -> EventDraft {
    let former = known.updateValue(object.revision, forKey: object.reference.uid)
    let isReplaced = former.map { $0 != object.revision } ?? false
    return drafts.object(
      object,
      type: isReplaced ? .replaced : .added,
      at: time,
      channel: .listing
    )
  }

  /// Gives out items whose listing will not be complete: states, of which nothing follows for
  /// other objects.
  private func releaseItems() {
    for item in items {
      pending.append(
        .unit(EventUnit(time: item.time, drafts: [listed(item.object, at: item.time)]))
      )
    }
    items = []
    isDamaged = false
  }

  // MARK: Listings

  private func completeStreamedListing(
    _ kind: ResourceKind,
    _ revision: Revision,
    _ time: Instant,
    _ number: Int
  ) {
    beginSession(kind, time, number)
    var unit = EventUnit(time: time, drafts: [])
    openSession(kind, at: revision, sessions[kind]?.firstTime ?? time, number, &unit)
    addListing([kind], at: revision, time, number, isImplied: !hasTimes, &unit)
    addBookmark(kind, revision, time, number, &unit)
    hasListing = true
    if !hasTimes { reached[kind] = max(reached[kind] ?? revision, revision) }
    pending.append(.unit(unit))
  }

  /// Completes the initial listing of input without times: it stands for the kinds of its items.
  private func completeUnmarkedListing(_ document: Document) {
    let time = reader.assumedTime(of: document, options)
    let number = document.number
    var unit = EventUnit(time: time, drafts: [])
    var kinds: [ResourceKind] = []
    for kind in ResourceKind.allCases {
      let revisions = items.filter { $0.object.reference.slot.kind == kind }
        .map { $0.object.revision }
      guard let greatest = revisions.max() else { continue }
      kinds.append(kind)
      reached[kind] = greatest
      openSession(kind, at: greatest, time, number, &unit)
      sessions[kind]?.reach(greatest)
    }
    addListing(kinds, at: nil, time, number, isImplied: true, &unit)
    hasListing = true
    pending.append(.unit(unit))
  }

  /// Gives input without times that begins with a change the listing that precedes it: nothing is
  /// known of what was there.
  private func ensureListing(
    _ kind: ResourceKind,
    of revision: Revision,
    _ time: Instant,
    _ number: Int,
    _ unit: inout EventUnit
  ) {
    guard !hasTimes, !hasListing else { return }
    hasListing = true
    let before = revision.predecessor ?? revision
    beginSession(kind, time, number)
    openSession(kind, at: before, time, number, &unit)
    addListing([kind], at: before, time, number, isImplied: true, &unit)
  }

  /// Adds the items, and for each of the kinds that its listing is complete at `revision`, or at
  /// the greatest revision of its items.
  private func addListing(
    _ kinds: [ResourceKind],
    at revision: Revision?,
    _ time: Instant,
    _ number: Int,
    isImplied: Bool,
    _ unit: inout EventUnit
  ) {
    unit.drafts += items.map { listed($0.object, at: time) }
    for kind in kinds where !isDamaged {
      guard let session = sessions[kind] else { continue }
      let members = items.filter { $0.object.reference.slot.kind == kind }
        .map {
          ObservationDetails.Member(uid: $0.object.reference.uid, revision: $0.object.revision)
        }
      guard let revision = revision ?? members.map({ $0.revision }).max() else { continue }
      let details = details(
        kind,
        session,
        ordinal: session.ordinal(.listing, number: number),
        members: ListingMembers.unique(members),
        isImplied: isImplied || scope.isAmbiguous
      )
      unit.drafts.append(
        drafts.observation(.listingComplete, details, revision: revision, at: time)
      )
    }
    items = []
    isDamaged = false
  }

  // MARK: Sessions

  private func beginSession(_ kind: ResourceKind, _ time: Instant, _ number: Int) {
    guard sessions[kind] == nil else { return }
    sessions[kind] = WatchSession(
      start: hasTimes ? time : options.sessionStartOfTimeless,
      firstTime: time,
      number: number,
      after: endedSessions[kind]
    )
  }

  private func openSession(
    _ kind: ResourceKind,
    at revision: Revision?,
    _ time: Instant,
    _ number: Int,
    _ unit: inout EventUnit
  ) {
    beginSession(kind, time, number)
    guard let session = sessions[kind], !session.isOpened else { return }
    sessions[kind]?.isOpened = true
    let details = details(kind, session, ordinal: session.firstOrdinal)
    unit.drafts.append(drafts.observation(.watchOpened, details, revision: revision, at: time))
  }

  private func addBookmark(
    _ kind: ResourceKind,
    _ revision: Revision,
    _ time: Instant,
    _ number: Int,
    _ unit: inout EventUnit
  ) {
    openSession(kind, at: revision, time, number, &unit)
    sessions[kind]?.reach(revision)
    guard let session = sessions[kind] else { return }
    let details = details(
      kind,
      session,
      ordinal: session.ordinal(.bookmark, number: number)
    )
    unit.drafts.append(drafts.observation(.bookmark, details, revision: revision, at: time))
  }

  private func endStream(
    _ type: EventType,
    reason: String,
    _ time: Instant,
    _ document: Document
  ) {
    releaseItems()
    isStreamStart = true
    guard let kind = lastKind ?? kindAhead(of: document) else {
      kindlessCount += 1
      return
    }
    var unit = EventUnit(time: time, drafts: [])
    openSession(kind, at: nil, time, document.number, &unit)
    addEnd(kind, type, reason: reason, time, document.number, &unit)
    pending.append(.unit(unit))
  }

  private func endSessions(_ reason: String, number: Int) {
    guard let time = clock.last else { return }
    var unit = EventUnit(time: time, drafts: [])
    for kind in sessions.keys.sorted() {
      addEnd(kind, .watchClosed, reason: reason, time, number, &unit)
    }
    if !unit.drafts.isEmpty { pending.append(.unit(unit)) }
  }

  private func addEnd(
    _ kind: ResourceKind,
    _ type: EventType,
    reason: String,
    _ time: Instant,
    _ number: Int,
    _ unit: inout EventUnit
  ) {
    guard let session = sessions.removeValue(forKey: kind) else { return }
    endedSessions[kind] = (session, end: number)
    // Of a session that delivered only items nothing was told yet, and nothing is.
    guard session.isOpened else { return }
    let details = details(
      kind,
      session,
      ordinal: session.ordinal(.end, number: number),
      reason: reason
    )
    unit.drafts.append(
      drafts.observation(type, details, revision: session.lastRevision, at: time)
    )
  }

  private func details(
    _ kind: ResourceKind,
    _ session: WatchSession,
    ordinal: Int,
    members: [ObservationDetails.Member] = [],
    isImplied: Bool = true,
    reason: String = ""
  ) -> ObservationDetails {
    ObservationDetails(
      kind: kind,
      namespace: scope.scope.namespace,
      selector: scope.scope.selector,
      sessionStart: session.start,
      ordinal: ordinal,
      members: members,
      isImplied: isImplied,
      reason: reason
    )
  }

  /// The kind of a file whose first record does not say it: that of the first object, else what the
  /// file's name says.
  private func kindAhead(of document: Document) -> ResourceKind? {
    let recordsMax = 100
    var cursor = reader.cursor
    for _ in 0..<recordsMax {
      guard let document = cursor.next() else { break }
      let kind = try? reader.parse(document) { root in
        (hasTimes ? root["event"] : root)?["object"].flatMap { ObjectDecoder.kind(of: $0) }
      }
      if let kind { return kind }
    }
    let stem = reader.content.name.split(separator: ".").first ?? ""
    return stem.split(separator: "-").last.flatMap { ResourceKind(apiName: $0) }
  }
}
