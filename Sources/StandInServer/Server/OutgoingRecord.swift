internal import NIOCore
internal import TopologyModel

/// A watch record as one watch sends it.
struct OutgoingRecord {
  let type: WatchRecordType
  let revision: Revision
  /// The line, its end included.
  let line: ByteBuffer

  /// Makes the record of an object; at another revision than its own where one is given.
  init(_ type: WatchRecordType, _ object: StoredObject, at revision: Revision? = nil) {
    self.type = type
    self.revision = revision ?? object.revision
    var line = ByteBuffer()
    line.reserveCapacity(object.byteCount + 64)
    line.writeString("{\"type\":\"\(type.rawValue)\",\"object\":")
    object.write(to: &line, at: revision)
    line.writeString("}\n")
    self.line = line
  }

  /// Makes a bookmark, the members of the zero object with it, as API servers do.
  init(bookmark revision: Revision, of kind: ResourceKind, endsInitial: Bool = false) {
    type = .bookmark
    self.revision = revision
    line = Self.bookmark(revision, kind, endsInitial: endsInitial)
  }

  /// Makes the record of what happened; nil where the filter lets nothing of it through.
  init?(_ record: WorldRecord, of kind: ResourceKind, filter: RequestFilter, bookmarks: Bool) {
    switch record.content {
    case .bookmark:
      guard bookmarks else { return nil }
      self.init(bookmark: record.revision, of: kind)
    case .relist: return nil
    case .change(let type, let object, let previous):
      guard !filter.isEmpty else {
        self.init(type, object)
        return
      }
      let before = previous.map { filter.accepts($0) } ?? (type == .deleted)
      let after = type != .deleted && filter.accepts(object)
      switch (before, after) {
      case (false, false): return nil
      case (true, true): self.init(.modified, object)
      case (false, true): self.init(.added, object)
      case (true, false):
        guard type != .deleted else {
          self.init(.deleted, object)
          return
        }
        // What leaves the filter goes as it was, at the revision at which it left.
        self.init(.deleted, previous ?? object, at: object.revision)
      }
    }
  }

  /// Writes a bookmark, without revision where there is none.
  static func bookmark(
    _ revision: Revision?,
    _ kind: ResourceKind,
    endsInitial: Bool = false
  ) -> ByteBuffer {
    let resource = StandInResource(kind)
    var metadata = revision.map { [#""resourceVersion":"\#($0)""#] } ?? []
    if endsInitial { metadata.append(#""annotations":{"k8s.io/initial-events-end":"true"}"#) }
    return ByteBuffer(
      string: #"{"type":"BOOKMARK","object":{"kind":"\#(resource.kindName)","#
        + #""apiVersion":"\#(resource.apiVersion)","#
        + #""metadata":{\#(metadata.joined(separator: ","))}"#
        + "\(resource.zeroMembers)}}\n"
    )
  }

  /// Writes an ERROR record.
  static func error(_ status: APIStatus) -> ByteBuffer {
    ByteBuffer(string: "{\"type\":\"ERROR\",\"object\":\(status.json)}\n")
  }
}
