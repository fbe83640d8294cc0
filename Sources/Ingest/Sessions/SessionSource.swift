internal import EventLog
internal import KubernetesObjects
internal import TopologyModel

/// The sessions file of a recording: what its watches did.
final class SessionSource: QueuedSource {
  /// The last session of a kind.
  private struct Session {
    var start: Instant
    var nextOrdinal: Int
    var scope: WatchScope
    var revision: Revision?
    var isOpen: Bool
  }

  /// One action, read.
  private struct Action {
    var time: Instant
    var kind: ResourceKind
    var name: String
    var status: Int?
    var revision: Revision?
    var request: RequestParameters
    var code: Int?
    var reason: String
  }

  let feed: FeedDescription
  let reader: RecordReader
  private let drafts: FeedDrafts
  let options: ImportOptions
  var pending = StepQueue()
  var isFinished = false
  private var clock = FeedClock()
  private var otherKinds = OtherKinds()
  private var unknownActions: [String: Int] = [:]
  private var sessions: [ResourceKind: Session] = [:]

  /// Creates a source.
  init(reader: RecordReader, feed: FeedDescription, options: ImportOptions) {
    self.reader = reader
    self.feed = feed
    self.options = options
    drafts = FeedDrafts(feed: feed, timeSource: .received)
  }

  var notes: [ImportNote] {
    let file = reader.content.path
    let actions = unknownActions.sorted { $0.key < $1.key }.map { name, count in
      ImportNote(
        code: "unknown-action",
        message: "the action `\(name)` is not known (records: \(count))",
        file: file
      )
    }
    return [clock.note(file: file), otherKinds.note(file: file)].compactMap { $0 } + actions
  }

  func readRecord() throws {
    guard let document = reader.next() else {
      if let failure = reader.damageFailure() { fail(failure) }
      isFinished = true
      return
    }
    do {
      if let action = try reader.parse(document, { try read($0) }) { handle(action) }
    } catch let problem as RecordProblem {
      fail(reader.failure(problem, in: document))
    }
  }

  /// Reads an action; nil where it is about a kind that Hindcast does not remember.
  private func read(_ root: JSONValue) throws(RecordProblem) -> Action? {
    guard root.isObject else { throw root.problem(field: "record", expected: "an object") }
    let raw = try root.requiredInstant("at", field: "at")
    let kindName = try root.requiredText("kind", field: "kind")
    let name = try root.requiredText("action", field: "action")
    let time = clock.clamp(raw)
    guard let kind = ResourceKind(apiName: kindName) else {
      otherKinds.count(kindName)
      return nil
    }
    let status = root["status"]
    let message = status?["message"]?.string?.storable ?? root["message"]?.string?.storable ?? ""
    let reason = status?["reason"]?.string?.storable ?? root["reason"]?.string?.storable ?? ""
    return Action(
      time: time,
      kind: kind,
      name: name,
      status: status?.int,
      revision: (root["resourceVersion"]?.string).flatMap { Revision($0) },
      request: RequestParameters(root["params"]),
      code: status?["code"]?.int,
      reason: message.isEmpty ? reason : message
    )
  }

  private func handle(_ action: Action) {
    switch action.name {
    case "watch": handleWatch(action)
    case "watch-ended": end(action, .watchClosed, revision: action.revision)
    case "error-event":
      let isExpired = action.code == 410
      // A refused resume point is the last revision that the session is known to have reached.
      let revision = action.revision ?? sessions[action.kind]?.revision
      end(action, isExpired ? .watchExpired : .watchClosed, revision: revision)
    case "paused":
      emit(.feedPaused, action, revision: action.revision)
      sessions[action.kind]?.isOpen = false
    case "resumed":
      emit(.feedResumed, action, revision: action.revision)
    case "list": break  // The list itself is in the lists file.
    default: unknownActions[action.name, default: 0] += 1
    }
  }

  private func handleWatch(_ action: Action) {
    begin(action)
    switch action.status {
    case 200:
      sessions[action.kind]?.isOpen = true
      let revision = Revision(action.request.resourceVersion)
      sessions[action.kind]?.revision = revision
      emit(.watchOpened, action, revision: revision)
    case 410: emit(.watchExpired, action, revision: Revision(action.request.resourceVersion))
    case 403: emit(.permissionLost, action, revision: nil)
    default:
      var refused = action
      if refused.reason.isEmpty {
        refused.reason = action.status.map { "status \($0)" } ?? "no answer"
      }
      emit(.watchClosed, refused, revision: nil)
    }
  }

  /// Begins a session at the action; one that begins at the same time as the one before it goes on
  /// with its numbers.
  private func begin(_ action: Action) {
    let previous = sessions[action.kind]
    let ordinal = previous?.start == action.time ? previous?.nextOrdinal ?? 0 : 0
    sessions[action.kind] = Session(
      start: action.time,
      nextOrdinal: ordinal,
      scope: action.request.scope,
      revision: nil,
      isOpen: false
    )
  }

  /// Ends the open session; what ended already does not end again.
  private func end(_ action: Action, _ type: EventType, revision: Revision?) {
    guard sessions[action.kind]?.isOpen == true else { return }
    emit(type, action, revision: revision)
    sessions[action.kind]?.isOpen = false
  }

  private func emit(_ type: EventType, _ action: Action, revision: Revision?) {
    if sessions[action.kind] == nil { begin(action) }
    guard let session = sessions[action.kind] else { return }
    sessions[action.kind]?.nextOrdinal += 1
    let details = ObservationDetails(
      kind: action.kind,
      namespace: session.scope.namespace,
      selector: session.scope.selector,
      sessionStart: session.start,
      ordinal: session.nextOrdinal,
      members: [],
      isImplied: false,
      reason: action.reason
    )
    pending.append(
      .unit(
        EventUnit(
          time: action.time,
          drafts: [drafts.observation(type, details, revision: revision, at: action.time)]
        )
      )
    )
  }
}
