internal import KubernetesObjects
internal import TopologyModel

/// Reads watch records from JSON.
struct WatchRecordReader {
  /// The annotation of the bookmark that ends a streaming list (semantics.md 1.10).
  private static let initialEnd: StaticString = "k8s.io/initial-events-end"

  let objects: ObjectReader
  /// Whether records stand in `{"receivedAt", "event"}`.
  let hasTimes: Bool

  /// Reads a record.
  func read(_ root: JSONValue) throws(RecordProblem) -> WatchRecord {
    guard root.isObject else { throw root.problem(field: "record", expected: "an object") }
    var receivedAt: Instant?
    var event = root
    if hasTimes {
      receivedAt = try root.requiredInstant("receivedAt", field: "receivedAt")
      event = try root.requiredObject("event", field: "event")
    }
    let type = try type(of: event)
    let object = try event.requiredObject("object", field: path("object"))
    let content: WatchRecord.Content =
      switch type {
      case .added, .modified, .deleted: try readObject(object, type)
      case .bookmark: try readBookmark(object)
      case .error:
        .error(
          code: object["code"]?.int,
          reason: object["reason"]?.string?.storable ?? "",
          message: object["message"]?.string?.storable ?? ""
        )
      }
    return WatchRecord(receivedAt: receivedAt, content: content)
  }

  /// Reads only the type and, of an object, its revision; nil where that fails.
  ///
  /// Such a record fails again when its turn comes.
  func readAhead(_ root: JSONValue) -> (type: WatchRecordType, revision: Revision?)? {
    guard let event = hasTimes ? root["event"] : root, let type = try? type(of: event) else {
      return nil
    }
    let text = event["object"]?["metadata"]?["resourceVersion"]?.string
    return (type, text.flatMap { Revision($0) })
  }

  /// Whether the record is the bookmark that ends a streaming list.
  func isInitialEnd(_ root: JSONValue) -> Bool {
    guard let event = hasTimes ? root["event"] : root, let object = event["object"] else {
      return false
    }
    return hasInitialEnd(object)
  }

  private func path(_ member: String) -> String {
    hasTimes ? "event.\(member)" : member
  }

  private func type(of event: JSONValue) throws(RecordProblem) -> WatchRecordType {
    let field = path("type")
    let text = try event.requiredText("type", field: field)
    guard let type = WatchRecordType(rawValue: text) else {
      throw RecordProblem(
        field: field,
        byteInDocument: event["type"]?.rawRange.lowerBound,
        message: "found `\(text)` at `\(field)`, expected `ADDED`, `MODIFIED`, `DELETED`, "
          + "`BOOKMARK` or `ERROR`"
      )
    }
    return type
  }

  private func readObject(
    _ object: JSONValue,
    _ type: WatchRecordType
  ) throws(RecordProblem) -> WatchRecord.Content {
    guard let kind = ObjectDecoder.kind(of: object) else {
      return .otherKind(try object.requiredText("kind", field: path("object.kind")))
    }
    return .object(try objects.read(object, kind: kind, field: path("object")), type)
  }

  private func readBookmark(_ object: JSONValue) throws(RecordProblem) -> WatchRecord.Content {
    let field = path("object.metadata")
    let metadata = try object.requiredObject("metadata", field: field)
    let revision = try metadata.requiredRevision(
      "resourceVersion",
      field: "\(field).resourceVersion"
    )
    let kind = ObjectDecoder.kind(of: object)
    if kind == nil, let name = object["kind"]?.string { return .otherKind(name) }
    return .bookmark(kind, revision, isInitialEnd: hasInitialEnd(object))
  }

  private func hasInitialEnd(_ object: JSONValue) -> Bool {
    object["metadata"]?["annotations"]?[Self.initialEnd]?.isString("true") == true
  }
}
