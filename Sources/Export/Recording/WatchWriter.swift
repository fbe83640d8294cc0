internal import EventLog
internal import TopologyModel

/// Writes the watch file of one kind.
final class WatchWriter {
  private let folder: RecordingFolder
  private let kind: ResourceKind
  private let isAnonymous: Bool
  /// Whether the file has told something since the stream began or ended last.
  private var isOpen = false
  /// The end of the stream, which is written when something follows: that it ends with the file, the
  /// file itself tells.
  private var pendingEnd: (type: EventType, reason: String, time: Instant)?

  init(folder: RecordingFolder, kind: ResourceKind, isAnonymous: Bool) {
    self.folder = folder
    self.kind = kind
    self.isAnonymous = isAnonymous
  }

  /// Notes that a stream begins of which the file need not say more.
  func begin() { isOpen = true }

  /// Writes a change.
  func writeChange(_ type: String, _ object: [UInt8], at time: Instant) throws {
    try write(type, at: time) { $0.add(json: object) }
  }

  /// Writes that the kind is complete up to a revision.
  func writeBookmark(_ revision: Revision, at time: Instant) throws {
    try write("BOOKMARK", at: time) { text in
      text.add(#"{"kind":"\#(kind.kindName)","apiVersion":"\#(BodyText.apiVersion(of: kind))","#)
      text.add(#""metadata":{"resourceVersion":"\#(revision)"}}"#)
    }
  }

  /// Notes that the stream ended, as an error or the end of a file told it.
  func end(_ type: EventType, reason: String, at time: Instant) throws {
    guard isOpen, pendingEnd == nil else { return }
    pendingEnd = (type, isAnonymous ? "" : reason, time)
    if type == .watchExpired { try writePendingEnd() }
  }

  private func write(
    _ type: String,
    at time: Instant,
    _ addObject: (inout JSONText) -> Void
  ) throws {
    try writePendingEnd()
    isOpen = true
    var text = JSONText()
    text.add("{\"receivedAt\":\"\(time)\",\"event\":{\"type\":\"\(type)\",\"object\":")
    addObject(&text)
    text.add("}}\n")
    try folder.file("watch-\(kind.resourceName)").write(text.take())
  }

  private func writePendingEnd() throws {
    guard let end = pendingEnd else { return }
    pendingEnd = nil
    let isExpired = end.type == .watchExpired
    try write("ERROR", at: end.time) { text in
      text.add(#"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure""#)
      text.addMember("message", end.reason)
      text.add(isExpired ? #","reason":"Expired","code":410}"# : #","code":500}"#)
    }
    isOpen = false
  }
}
