internal import EventLog
internal import KubernetesObjects
public import TopologyModel

extension LiveFeed {
  /// Says that the server watches from the feed's revision on.
  ///
  /// An open session goes on; else one is opened, of which a listing before it is the beginning.
  /// `note` is kept as the reason of the opening.
  public func openWatch(at raw: Instant, note: String) {
    guard session?.isOpen != true else { return }
    let time = clock.clamp(raw)
    if session == nil { beginSession(at: time) }
    observe(.watchOpened, revision: revision, reason: note, at: time)
    session?.isOpen = true
    lastToldAt = time
    noteWritten(at: time)
  }

  /// Adds a watch record, which was received then.
  public func add(_ line: UnsafeRawBufferPointer, at raw: Instant) -> LiveOutcome {
    let record: WatchRecord
    do {
      record = try parser.withDocument(line) { try records.read($0) }
    } catch let problem as RecordProblem {
      return .unreadable(problem.message)
    } catch let error as JSONSyntaxError {
      return .unreadable(error.message)
    } catch {
      return .unreadable("\(error)")
    }
    let time = clock.clamp(raw)
    lastToldAt = time
    switch record.content {
    case .otherKind(let kind): return .otherKind(kind)
    case .object(let object, let type): return add(object, type, at: time)
    case .bookmark(let kind?, _, _) where kind != source.kind: return .otherKind(kind.kindName)
    case .bookmark(_, let revision, let endsListing):
      return addBookmark(revision, endsListing: endsListing, at: time)
    case .error(let code, let reason, let message):
      return .ended(
        LiveStatus(code: code ?? 0, reason: reason, message: message, retryAfterSeconds: nil)
      )
    }
  }

  /// How a session ends.
  public enum Ending: Sendable {
    /// The server or the connection ended it.
    case closed
    /// The revision to go on from is too old.
    case expired
    /// The server does not show the kind to the recorder.
    case forbidden

    var type: EventType {
      switch self {
      case .closed: .watchClosed
      case .expired: .watchExpired
      case .forbidden: .permissionLost
      }
    }
  }

  /// Ends the open session at what the server said last; does nothing where none is open.
  public func close(_ reason: String, _ ending: Ending = .closed) {
    defer {
      session = nil
      listing = nil
    }
    heldBookmark = nil
    guard session?.isOpen == true, let time = lastToldAt else { return }
    observe(ending.type, revision: revision, reason: reason, at: clock.clamp(time))
  }

  /// Says that a request was refused, or not answered, while no session is open.
  public func addRefusal(_ reason: String, _ ending: Ending, at raw: Instant) {
    close(reason, ending)
    let time = clock.clamp(raw)
    beginSession(at: time)
    observe(ending.type, revision: ending == .expired ? revision : nil, reason: reason, at: time)
    session = nil
  }

  /// Forgets the revision to go on from, so that the kind is listed before it is watched.
  public func forgetRevision() {
    revision = nil
  }

  // MARK: Records

  private func add(
    _ object: ReadObject,
    _ type: WatchRecordType,
    at time: Instant
  ) -> LiveOutcome {
    guard object.reference.slot.kind == source.kind else {
      return .otherKind(object.reference.slot.kind.kindName)
    }
    if listing?.isStreamed == true {
      // Changes may come before the bookmark that ends the list, up to whose revision it is whole.
      if type == .deleted {
        listing?.members.removeAll { $0.uid == object.reference.uid }
      } else {
        listing?.members.append(
          ObservationDetails.Member(uid: object.reference.uid, revision: object.revision)
        )
      }
      if type == .added {
        add(listed: object, at: time)
        return .change(object.revision)
      }
    }
    let eventType: EventType
    switch type {
    case .deleted: eventType = source.scope.selector.isEmpty ? .deleted : .leftFilter
    case .modified: eventType = .modified
    case .added, .bookmark, .error: eventType = .added
    }
    let draft = drafts.object(object, type: eventType, at: time, channel: .watch)
    pending.append(draft)
    changeCount += 1
    noteWritten(at: time)
    guard listing == nil else { return .change(object.revision) }
    // One kind comes in the order of its revisions, each at most once; a proxy may repeat records.
    if let revision, object.revision <= revision { return .change(revision) }
    revision = object.revision
    return .change(object.revision)
  }

  private func addBookmark(
    _ told: Revision,
    endsListing: Bool,
    at time: Instant
  ) -> LiveOutcome {
    if let listing, listing.isStreamed {
      guard endsListing else { return .bookmark(told, endsListing: false) }
      completeListing(told, at: time)
      return .bookmark(told, endsListing: true)
    }
    // A bookmark behind what was told is no progress, and never a place to go on from.
    if let revision, told < revision { return .behind(told) }
    revision = told
    heldBookmark = (told, time)
    writeHeldBookmark(ifDueAt: time)
    return .bookmark(told, endsListing: false)
  }

  private func writeHeldBookmark(ifDueAt time: Instant) {
    guard let held = heldBookmark else { return }
    if let last = lastWritten {
      let seconds = (time.nanoseconds - last.time.nanoseconds) / 1_000_000_000
      let isBusy = cluster.objectEventCount != last.objectEventCount
      guard seconds >= (isBusy ? Self.busyBookmarkSeconds : Self.quietBookmarkSeconds) else {
        return
      }
    }
    observe(.bookmark, revision: held.revision, at: held.time)
    heldBookmark = nil
    noteWritten(at: held.time)
  }

  func noteWritten(at time: Instant) {
    lastWritten = (time, cluster.objectEventCount)
  }

  // MARK: Observations

  /// Adds an observation of the session.
  func observe(
    _ type: EventType,
    revision: Revision?,
    members: [ObservationDetails.Member] = [],
    reason: String = "",
    at time: Instant
  ) {
    guard let session else { return }
    self.session?.nextOrdinal += 1
    pending.append(
      observation(
        type,
        of: session,
        revision: revision,
        members: members,
        reason: reason,
        at: time
      )
    )
  }

  /// The next observation of a session.
  func observation(
    _ type: EventType,
    of session: Session,
    revision: Revision?,
    members: [ObservationDetails.Member] = [],
    reason: String,
    at time: Instant
  ) -> EventDraft {
    let details = ObservationDetails(
      kind: source.kind,
      namespace: source.namespace,
      selector: source.scope.selector,
      sessionStart: session.start,
      ordinal: session.nextOrdinal,
      members: members,
      isImplied: false,
      reason: reason
    )
    return drafts.observation(type, details, revision: revision, at: time)
  }
}
