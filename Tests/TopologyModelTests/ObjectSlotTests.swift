import Testing
import TopologyModel

@Suite("object slot")
struct ObjectSlotTests {
  @Test("a slot is written as kubectl writes it")
  func text() {
    let pod = ObjectSlot(kind: .pod, namespace: "shop", name: "cart")
    #expect(pod.description == "shop/cart")
    #expect(ObjectSlot(kind: .node, namespace: "", name: "n1").description == "n1")
  }

  @Test("slots are ordered by kind, namespace, name")
  func order() {
    let slots = [
      ObjectSlot(kind: .service, namespace: "z", name: "z"),
      ObjectSlot(kind: .endpointSlice, namespace: "b", name: "a"),
      ObjectSlot(kind: .pod, namespace: "a", name: "b"),
      ObjectSlot(kind: .pod, namespace: "a", name: "c"),
      ObjectSlot(kind: .pod, namespace: "b", name: "a"),
      ObjectSlot(kind: .node, namespace: "", name: "a"),
    ]
    #expect(slots.reversed().sorted() == slots)
    #expect(!slots.contains { $0 < $0 })
  }
}
