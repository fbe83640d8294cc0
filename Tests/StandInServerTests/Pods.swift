import StandInServer
import TopologyModel

/// Makes objects for tests.
enum Pods {
  static let path = "/api/v1/pods"

  static func json(
    _ name: String,
    at revision: Int,
    labels: String = #"{"app":"web"}"#,
    namespace: String = "shop"
  ) -> String {
    #"{"kind":"Pod","apiVersion":"v1","metadata":{"name":"\#(name)","namespace":"\#(namespace)","#
      + #""uid":"uid-\#(name)","resourceVersion":"\#(revision)","labels":\#(labels)},"#
      + #""spec":{"note":"Köln ❤ 東京"}}"#
  }

  static func item(_ name: String, at revision: Int) -> String {
    json(name, at: revision).replacing(#""kind":"Pod","apiVersion":"v1","#, with: "")
  }

  static func record(_ type: String, _ json: String) -> String {
    #"{"type":"\#(type)","object":\#(json)}"#
  }

  static func bookmark(_ revision: Int, endsInitial: Bool = false) -> String {
    let annotation = endsInitial ? #","annotations":{"k8s.io/initial-events-end":"true"}"# : ""
    return #"{"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","#
      + #""metadata":{"resourceVersion":"\#(revision)"\#(annotation)},"#
      + #""spec":{"containers":null},"status":{}}}"#
  }

  /// A world with the pods a, b and c, of the revisions 30, 10 and 20, at the revision 100.
  static func world() throws -> StandInWorld {
    let world = StandInWorld(revision: .hundred)
    for (name, revision) in [("a", 30), ("b", 10), ("c", 20)] {
      try world.begin(with: json(name, at: revision))
    }
    return world
  }
}

extension Revision {
  static let hundred = Revision(number: 100)

  init(number: Int) {
    guard let revision = Revision(String(number)) else { preconditionFailure("no \(number)") }
    self = revision
  }
}
