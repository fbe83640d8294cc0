import Testing
import TopologyModel

@Suite("object reference")
struct ObjectReferenceTests {
  private static func reference(_ name: String, _ uid: String) -> ObjectReference {
    ObjectReference(slot: ObjectSlot(kind: .pod, namespace: "shop", name: name), uid: uid)
  }

  @Test("incarnations of one slot differ by UID alone")
  func identity() {
    #expect(Self.reference("a", "1") == Self.reference("a", "1"))
    #expect(Self.reference("a", "1") != Self.reference("a", "2"))
    #expect(Self.reference("a", "1").description == "shop/a")
  }

  @Test("references are ordered by slot, then UID")
  func order() {
    let references = [("a", "2"), ("a", "9"), ("b", "1")].map { Self.reference($0.0, $0.1) }
    #expect(references.reversed().sorted() == references)
    #expect(!references.contains { $0 < $0 })
  }
}
