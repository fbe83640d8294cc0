import Testing
import TopologyModel

@testable import QueryEngine

@Suite("bound names")
struct BoundNameTests {
  private static func pod(_ namespace: String, _ name: String, uid: String) -> ObjectReference {
    ObjectReference(slot: ObjectSlot(kind: .pod, namespace: namespace, name: name), uid: uid)
  }

  private static let forms: [(BoundName.Form, text: String, matched: [String])] = [
    (.exact(namespace: "shop", name: "cart"), "shop/cart", ["1", "2"]),
    (.exact(namespace: "shop", name: "cart*"), "shop/cart*", ["3"]),
    (.glob(namespace: "shop", name: "cart*"), "shop/cart*", ["1", "2", "3"]),
    (.glob(namespace: "*", name: "cart"), "*/cart", ["1", "2", "4"]),
    (.glob(namespace: "s*", name: "*"), "s*/*", ["1", "2", "3"]), (.uid("2"), "uid:2", ["2"]),
    (.uid(""), "uid:", []), (.glob(namespace: "x", name: "*"), "x/*", []),
  ]

  @Test("a name means a slot, a glob many, a UID one incarnation", arguments: forms)
  func matches(form: BoundName.Form, text: String, matched: [String]) {
    let pods = [
      Self.pod("shop", "cart", uid: "1"), Self.pod("shop", "cart", uid: "2"),
      Self.pod("shop", "cart*", uid: "3"), Self.pod("default", "cart", uid: "4"),
    ]
    let name = Sample.name(form)
    #expect(pods.filter { name.matches($0) }.map { $0.uid } == matched)
    #expect(name.text == text)
  }
}
