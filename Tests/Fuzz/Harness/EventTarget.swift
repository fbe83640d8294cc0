import KubernetesObjects
import TopologyModel

/// Objects and watch records in JSON: parsed, decoded as each kind, and redacted.
final class EventTarget: FuzzTarget {
  static let name = "events"
  static let words = [
    "metadata", "spec", "status", "kind", "apiVersion", "Pod", "Service", "EndpointSlice", "Node",
    "v1", "discovery.k8s.io/v1", "uid", "resourceVersion", "endpoints", "addresses", "conditions",
    "containers", "initContainers", "env", "value", "annotations", "managedFields", "labels",
    "ownerReferences", "podIPs", "ports", "selector", "clusterIPs", "hints", "forZones", "args",
    "command", "\"a\":1,", "{\"type\":\"ADDED\",\"object\":", "creationTimestamp",
  ]

  private let parser = JSONParser()
  private let redactors = (RetentionPolicy.allCases.map { RedactionPolicy($0) } + [strict]).map {
    Redactor(policy: $0)
  }

  /// A policy that removes all that can be.
  private static var strict: RedactionPolicy {
    var policy = RedactionPolicy(.full)
    for word in ["env", "args", "annotation=*a*", "annotation=*"] { _ = policy.add(word) }
    return policy
  }

  init(folder: String) {}

  func seeds() throws -> [[UInt8]] { try FuzzCorpus.files(in: "Tests/Fixtures/objects") }

  func take(_ input: [UInt8]) throws -> String {
    do {
      return try parser.withDocument(input) { try take($0) }
    } catch let error as JSONSyntaxError {
      try FuzzFailure.unless(
        (0...input.count).contains(error.byteOffset),
        "an error at byte \(error.byteOffset) of \(input.count)"
      )
      return error.message
    }
  }

  private func take(_ root: JSONValue) throws -> String {
    var outcome = ""
    for object in [root, root["object"], root["list"]].compactMap({ $0 }) {
      for kind in ResourceKind.allCases {
        do {
          let decoded = try ObjectDecoder.decode(object, kind: kind)
          let again = try ObjectDecoder.reference(object, kind: kind)
          try FuzzFailure.unless(
            decoded.reference == again.reference && decoded.revision == again.revision,
            "one object has two references"
          )
          outcome += "\(kind.kindName) "
        } catch let error as ObjectDecodingError {
          outcome += "\(error.expectation) "
        }
      }
      for redactor in redactors { try redact(object, redactor) }
    }
    return outcome
  }

  /// What is left must be JSON with the same facts, and nothing more may be left of it.
  private func redact(_ object: JSONValue, _ redactor: Redactor) throws {
    let body = redactor.body(of: object)
    let other = JSONParser()
    do {
      try other.withDocument(body) { kept in
        try FuzzFailure.unless(redactor.body(of: kept) == body, "redacting twice removes more")
        for kind in ResourceKind.allCases {
          let before = try? ObjectDecoder.decode(object, kind: kind)
          guard let before else { continue }
          let after = try? ObjectDecoder.decode(kept, kind: kind)
          try FuzzFailure.unless(
            before == after,
            "redacting changes the facts of a \(kind.kindName)"
          )
        }
      }
    } catch let error as JSONSyntaxError {
      // An object may be a scalar, which is no document.
      guard object.isObject else { return }
      throw FuzzFailure("what redacting leaves is no JSON: \(error.message)")
    }
  }
}
