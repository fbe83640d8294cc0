import EventLog
import Foundation
import TopologyModel

/// Makes entries of audit logs.
enum AuditInput {
  /// An entry as an API server writes it; `fields` stand behind the others, each with a comma before.
  static func entry(
    _ id: String,
    _ verb: String = "patch",
    resource: String = "services",
    group: String = "",
    name: String? = "cart",
    subresource: String? = nil,
    at seconds: Int = 5,
    stage: String = "ResponseComplete",
    code: Int = 200,
    uri: String = "/api/v1/namespaces/shop/services/cart",
    reference: String = "",
    fields: String = ""
  ) -> String {
    let group = group.isEmpty ? "" : #","apiGroup":"\#(group)""#
    let name = name.map { #","name":"\#($0)""# } ?? ""
    let part = subresource.map { #","subresource":"\#($0)""# } ?? ""
    return """
      {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"\(id)",\
      "stage":"\(stage)","requestURI":"\(uri)","verb":"\(verb)",\
      "user":{"username":"alice","groups":["system:authenticated"]},"userAgent":"kubectl/v1.36.2",\
      "objectRef":{"resource":"\(resource)","namespace":"shop","apiVersion":"v1"\(group)\(name)\(part)\
      \(reference)},"responseStatus":{"metadata":{},"code":\(code)},\
      "requestReceivedTimestamp":"\(Input.time(seconds).dropLast())\(".100000Z")",\
      "stageTimestamp":"\(Input.time(seconds).dropLast())\(".200000Z")"\(fields)}
      """
  }

  /// What the server returned of an object.
  static func response(
    _ kind: String,
    name: String,
    uid: String,
    revision: Int,
    extra: String = ""
  ) -> String {
    """
    ,"responseObject":{"kind":"\(kind)","apiVersion":"v1","metadata":{"name":"\(name)",\
    "namespace":"shop","uid":"\(uid)","resourceVersion":"\(revision)"}\(extra)}
    """
  }

  /// The path of a log among the fixtures, trimmed from a recording's.
  static func fixture(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/audit/\(name).log.zst").path()
  }

  /// The entries that a store holds, in order.
  static func entries(_ store: TestStore) throws -> [AuditEntry] {
    try store.log.read { snapshot in
      var entries: [AuditEntry] = []
      let head = try snapshot.head().position
      try snapshot.forEachEvent(from: LogPosition(1), through: head) { stored in
        guard stored.event.type == .audited else { return true }
        entries.append(try snapshot.auditEntry(at: stored.event.position))
        return true
      }
      return entries
    }
  }
}
