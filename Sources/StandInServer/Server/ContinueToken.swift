internal import Foundation
internal import TopologyModel

/// Where a list goes on: at which revision, and behind which object.
struct ContinueToken {
  let revision: Revision
  let last: ObjectSlot

  init(revision: Revision, last: ObjectSlot) {
    self.revision = revision
    self.last = last
  }

  /// Reads a token; nil where it is none of this server.
  init?(_ text: String, kind: ResourceKind) {
    let base64 = text.replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
    guard let data = Data(base64Encoded: base64 + padding) else { return nil }
    let parts = String(decoding: data, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, let revision = Revision(parts[0]) else { return nil }
    self.revision = revision
    last = ObjectSlot(kind: kind, namespace: parts[1], name: parts[2])
  }

  /// The token as clients send it back, which needs no percent signs.
  var text: String {
    Data("\(revision)\n\(last.namespace)\n\(last.name)".utf8).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
