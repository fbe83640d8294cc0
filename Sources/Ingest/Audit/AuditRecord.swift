internal import EventLog
internal import KubernetesObjects
internal import TopologyModel

/// What an entry of an audit log turned out to be.
enum AuditRecord {
  /// A request to write one of the kinds that are remembered.
  case write(AuditEntry)
  /// An entry from before the answer.
  case earlierStage
  /// A request for something else than an object of the API.
  case withoutObject
  /// A request about another kind of object, named as the API names it.
  case otherKind(String)
  /// A request that changes nothing.
  case read
  /// A connection to an object, such as `exec`.
  case connection
  /// A write that was only tried.
  case dryRun

  /// The group and version that is read.
  static let apiVersion = "audit.k8s.io/v1"

  private static let writeVerbs: Set<String> = [
    "create", "update", "patch", "delete", "deletecollection",
  ]
  private static let connections: Set<String> = [
    "exec", "attach", "portforward", "proxy", "log",
  ]

  /// Whether a record is an entry, or a list of them.
  static func isAudit(_ root: JSONValue) -> Bool {
    root["apiVersion"]?.string == apiVersion
      && (root["kind"]?.string == "Event" || root["kind"]?.string == "EventList")
  }

  /// Whether a record is a list of entries, as webhooks get them.
  static func isList(_ root: JSONValue) -> Bool {
    isAudit(root) && root["kind"]?.string == "EventList"
  }

  /// Reads an entry; `field` stands before the names of its fields in messages.
  static func read(_ root: JSONValue, field: String) throws(RecordProblem) -> AuditRecord {
    guard root.isObject else {
      throw root.problem(field: field.isEmpty ? "record" : field, expected: "an object")
    }
    // The items of a list may leave their kind to the list.
    guard isAudit(root) || !field.isEmpty && root["kind"] == nil else {
      throw RecordProblem(
        field: nil,
        byteInDocument: root.rawRange.lowerBound,
        message: "found \(InputFormat.describe(root)), expected an entry of kind `Event` of "
          + apiVersion
      )
    }
    let auditID = try root.requiredText("auditID", field: field + "auditID")
    let stage: AuditEntry.Stage
    switch try root.requiredText("stage", field: field + "stage") {
    case "ResponseComplete": stage = .responseComplete
    case "Panic": stage = .panic
    default: return .earlierStage
    }
    guard let reference = root["objectRef"], let resource = reference["resource"]?.string else {
      return .withoutObject
    }
    let group = reference["apiGroup"]?.string ?? ""
    guard let kind = kind(of: resource, group: group) else {
      return .otherKind(group.isEmpty ? resource : "\(resource).\(group)")
    }
    let verb = try root.requiredText("verb", field: field + "verb")
    let subresource = text(reference["subresource"])
    guard writeVerbs.contains(verb) else { return .read }
    guard !connections.contains(subresource) else { return .connection }
    guard !isDryRun(root["requestURI"]?.string ?? "") else { return .dryRun }
    let result = AuditResult(root["responseObject"])
    let impersonated = text(root["impersonatedUser"]?["username"])
    return .write(
      AuditEntry(
        auditID: limited(auditID.storable),
        stage: stage,
        user: text(root["user"]?["username"]),
        impersonatedUser: impersonated.isEmpty ? nil : impersonated,
        agent: text(root["userAgent"]),
        verb: verb,
        slot: ObjectSlot(
          kind: kind,
          namespace: kind.isNamespaced ? text(reference["namespace"]) : "",
          name: result.name ?? text(reference["name"])
        ),
        uid: result.uid ?? text(reference["uid"]),
        subresource: subresource,
        precondition: Revision(text(reference["resourceVersion"])),
        revision: result.revision,
        requestedAt: try root.requiredInstant(
          "requestReceivedTimestamp",
          field: field + "requestReceivedTimestamp"
        ),
        answeredAt: try root.requiredInstant("stageTimestamp", field: field + "stageTimestamp"),
        code: max(root["responseStatus"]?["code"]?.int ?? 0, 0)
      )
    )
  }

  private static func kind(of resource: String, group: String) -> ResourceKind? {
    guard
      let kind = ResourceKind.allCases.first(where: { $0.resourceName == resource }),
      group == (kind == .endpointSlice ? "discovery.k8s.io" : "")
    else { return nil }
    return kind
  }

  /// Whether the request asked to change nothing; with another value the server refuses it.
  private static func isDryRun(_ uri: String) -> Bool {
    guard let query = uri.split(separator: "?", maxSplits: 1).dropFirst().first else {
      return false
    }
    return query.split(separator: "&").contains { $0.hasPrefix("dryRun=") }
  }

  private static func text(_ value: JSONValue?) -> String {
    limited(value?.string?.storable ?? "")
  }

  /// The text up to the bytes that are kept, cut between characters.
  private static func limited(_ text: String) -> String {
    guard text.utf8.count > AuditEntry.textBytesMax else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: AuditEntry.textBytesMax)
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
      end = text.utf8.index(before: end)
    }
    return String(text[..<end])
  }
}
