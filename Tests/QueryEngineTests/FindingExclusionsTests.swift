import KubernetesRules
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("exclusions of findings")
struct FindingExclusionsTests {
  private static func finding(_ rule: String, _ kind: ResourceKind, _ name: String) -> Finding {
    Finding(
      ruleID: rule,
      severity: .warning,
      subject: ObjectReference(
        slot: ObjectSlot(kind: kind, namespace: "shop", name: name),
        uid: "u"
      ),
      detail: "",
      message: "",
      evidence: []
    )
  }

  @Test("a line leaves out a rule, of a kind, of objects by name")
  func lines() throws {
    let text = """
      # Batch jobs scale to zero at night.
      ST201 service shop/batch-*
      ST23* # notes on types
      ST113 slice
      """
    let exclusions = try FindingExclusions(parsing: text)
    #expect(
      exclusions.exclusions.map(\.text) == [
        "ST201 service shop/batch-*", "ST23*", "ST113 slice",
      ]
    )
    func isLeftOut(_ rule: String, _ kind: ResourceKind, _ name: String) -> Bool {
      exclusions.exclusion(of: Self.finding(rule, kind, name)) != nil
    }
    #expect(isLeftOut("ST201", .service, "batch-1"))
    #expect(!isLeftOut("ST201", .service, "web"))
    #expect(!isLeftOut("ST202", .service, "batch-1"))
    #expect(isLeftOut("ST230", .service, "web"))
    #expect(isLeftOut("ST113", .endpointSlice, "web-x"))
    #expect(!isLeftOut("ST113", .pod, "web-x"))
  }

  @Test(
    "a line that is none is named with its number and the way out",
    arguments: [
      ("\nST999", 2, "`ST999` is no rule; write an id such as ST203, or a glob such as ST2*"),
      ("ST201 deployment", 1, "`deployment` is no kind; write service, slice or pod"),
      ("ST201 service web", 1, "write the object as NAMESPACE/NAME, such as shop/cart or shop/*"),
    ]
  )
  func malformed(text: String, line: Int, message: String) {
    let expected = FindingExclusions.Malformed(line: line, message: message)
    #expect(throws: expected) { try FindingExclusions(parsing: text) }
  }

  @Test("an answer says what was left out (TQL2017)")
  func note() throws {
    #expect(NoteCode.findingsExcluded.diagnosticCode == "TQL2017")
    let store = try TestStore()
    let exclusions = try FindingExclusions(parsing: "ST201")
    let answer = try store.answer("findings of pod shop/*", exclusions: exclusions)
    #expect(
      answer.notes.contains { $0.code == .findingsExcluded && $0.message.contains("`ST201`") }
    )
  }
}
