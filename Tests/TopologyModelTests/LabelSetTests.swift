import Testing
import TopologyModel

@Suite("label set")
struct LabelSetTests {
  private static func label(_ key: String, _ value: String) -> LabelSet.Label {
    LabelSet.Label(key: key, value: value)
  }

  @Test("labels stand in the order of their keys, whatever order they came in")
  func order() {
    let set: LabelSet = ["tier": "front", "app": "web", "a/b": "c"]
    #expect(set.labels.map { $0.key } == ["a/b", "app", "tier"])
    #expect(set == ["app": "web", "a/b": "c", "tier": "front"])
    #expect(Set([set, ["app": "web", "a/b": "c", "tier": "front"]]).count == 1)
    #expect(set != ["app": "web", "a/b": "c", "tier": "back"])
  }

  @Test("of labels with the same key the last one stays")
  func lastWins() {
    let set = LabelSet([
      Self.label("app", "old"), Self.label("tier", "front"), Self.label("app", "new"),
    ])
    #expect(set.labels == [Self.label("app", "new"), Self.label("tier", "front")])
    #expect(set["app"] == "new")
  }

  @Test("a value may be empty, which is not absent")
  func emptyValue() {
    let set: LabelSet = ["empty": ""]
    #expect(set["empty"] == "")
    #expect(set["other"] == nil)
    #expect(set["empt"] == nil)
    #expect(set["empty "] == nil)
    #expect(!set.isEmpty)
    #expect(LabelSet([]).isEmpty)
    #expect(LabelSet([])[""] == nil)
  }

  @Test("every key is found and no other, for sets of many sizes")
  func lookup() {
    var numbers = SeededNumbers(seed: 5)
    for size in 0..<40 {
      let keys = (0..<80).map { "key-\($0)" }.shuffled(using: &numbers)
      let present = keys.prefix(size)
      let set = LabelSet(present.map { Self.label($0, "value of \($0)") })
      #expect(set.labels.count == size)
      for key in present { #expect(set[key] == "value of \(key)") }
      for key in keys.dropFirst(size) { #expect(set[key] == nil) }
    }
  }

  @Test("a set contains another where every label is there with the same value")
  func containsAll() {
    let set: LabelSet = ["app": "web", "tier": "front", "empty": ""]
    #expect(set.contains(allOf: [:]))
    #expect(set.contains(allOf: set))
    #expect(set.contains(allOf: ["tier": "front", "app": "web"]))
    #expect(set.contains(allOf: ["empty": ""]))
    #expect(!set.contains(allOf: ["app": "api"]))
    #expect(!set.contains(allOf: ["app": "web", "zone": "a"]))
    #expect(!set.contains(allOf: ["absent": ""]))
    #expect(!LabelSet([]).contains(allOf: ["app": "web"]))
  }
}
