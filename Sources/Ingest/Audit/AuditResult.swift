internal import KubernetesObjects
internal import TopologyModel

/// What an entry's response tells of the identity of the object that came of the request; all else
/// of it is let go.
struct AuditResult {
  /// The object's name; nil where the response does not tell.
  var name: String?
  /// Its UID.
  var uid: String?
  /// The revision that the request led to.
  var revision: Revision?

  /// Reads a response; nil, a list, or a table tell nothing.
  ///
  /// The metadata of a list are the collection's, and what a table shows is up to the server. A
  /// `Status` names the object that it is about in its details, and no revision.
  init(_ response: JSONValue?) {
    guard let response, response.isObject, let kind = response["kind"]?.string else { return }
    if kind == "Status" {
      uid = Self.text(response["details"]?["uid"])
      return
    }
    guard let metadata = response["metadata"], let uid = Self.text(metadata["uid"]) else { return }
    self.uid = uid
    name = Self.text(metadata["name"])
    revision = Self.text(metadata["resourceVersion"]).flatMap { Revision($0) }
  }

  private static func text(_ value: JSONValue?) -> String? {
    guard let text = value?.string?.storable, !text.isEmpty else { return nil }
    return text
  }
}
