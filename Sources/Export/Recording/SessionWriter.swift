internal import EventLog
internal import TopologyModel

/// Writes the sessions file of a recording: what its watches did.
///
/// The file tells one session a kind at a time. Where the log has two at once, of two collectors, the
/// one that ends first ends both: rather too little is said to have been observed than too much.
final class SessionWriter {
  private let folder: RecordingFolder
  private let anonymizer: Anonymizer?
  private let namespace: String?
  private var open: Set<ResourceKind> = []
  private var told: Set<ResourceKind> = []

  init(folder: RecordingFolder, scope: ExportScope, anonymizer: Anonymizer?) {
    self.folder = folder
    self.anonymizer = anonymizer
    namespace = scope.namespace
  }

  /// Writes what an observation says, where it is one of a session.
  func write(
    _ type: EventType,
    _ details: ObservationDetails,
    revision: Revision?,
    at time: Instant
  ) throws {
    let isOpen = open.contains(details.kind)
    switch type {
    case .watchOpened: try writeWatch(details, status: 200, revision: revision, at: time)
    case .watchClosed where isOpen:
      try write("watch-ended", details, revision: revision, at: time)
    case .watchClosed: try writeWatch(details, status: 500, revision: nil, at: time)
    case .watchExpired where isOpen:
      try write("error-event", details, revision: revision, at: time, code: 410)
    case .watchExpired: try writeWatch(details, status: 410, revision: revision, at: time)
    case .permissionLost: try writeWatch(details, status: 403, revision: nil, at: time)
    case .feedPaused: try write("paused", details, revision: revision, at: time)
    case .feedResumed: try write("resumed", details, revision: revision, at: time)
    case .added, .modified, .deleted, .replaced, .leftFilter, .seen, .audited, .forgotten,
      .listingBegun, .listingComplete, .bookmark:
      return
    }
    switch type {
    case .watchOpened: open.insert(details.kind)
    case .feedResumed: break
    default: open.remove(details.kind)
    }
  }

  /// Says that a watch is limited to the exported namespace, where nothing has said it yet.
  func ensureLimit(of kind: ResourceKind, at time: Instant) throws {
    guard namespace != nil, !told.contains(kind) else { return }
    let details = ObservationDetails(
      kind: kind,
      namespace: namespace,
      selector: "",
      sessionStart: time,
      ordinal: 0,
      members: [],
      isImplied: false,
      reason: ""
    )
    try write(.watchOpened, details, revision: nil, at: time)
  }

  private func writeWatch(
    _ details: ObservationDetails,
    status: Int,
    revision: Revision?,
    at time: Instant
  ) throws {
    told.insert(details.kind)
    var text = head("watch", details, at: time)
    text.add(",\"status\":\(status),\"params\":")
    text.add(
      json: RequestText.parameters(
        revision: revision?.text,
        namespace: namespace ?? details.namespace,
        selector: details.selector,
        anonymizer: anonymizer
      )
    )
    let reason = anonymizer == nil || status == 200 ? details.reason : "refused"
    if !reason.isEmpty { text.addMember("message", reason) }
    text.add("}\n")
    try folder.file("watch-sessions").write(text.take())
  }

  private func write(
    _ action: String,
    _ details: ObservationDetails,
    revision: Revision?,
    at time: Instant,
    code: Int? = nil
  ) throws {
    var text = head(action, details, at: time)
    if let revision { text.addMember("resourceVersion", revision.text) }
    let reason = anonymizer == nil ? details.reason : ""
    if let code {
      text.add(",\"status\":{\"code\":\(code)")
      if !reason.isEmpty { text.addMember("message", reason) }
      text.add("}")
    } else if !reason.isEmpty {
      text.addMember("message", reason)
    }
    text.add("}\n")
    try folder.file("watch-sessions").write(text.take())
  }

  private func head(_ action: String, _ details: ObservationDetails, at time: Instant) -> JSONText {
    var text = JSONText()
    text.add("{\"at\":\"\(time)\"")
    text.addMember("kind", details.kind.resourceName)
    text.addMember("action", action)
    return text
  }
}
