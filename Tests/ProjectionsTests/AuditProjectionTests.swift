import EventLog
import Foundation
import Ingest
import Projections
import QueryEngine
import Testing
import TopologyModel

/// Audit entries are found by what they are about, and change nothing of what was known of states.
@Suite struct AuditProjectionTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().path

  private static func recording(_ name: String) -> String { "\(root)/Fixtures/recordings/\(name)" }
  private static func audit(_ name: String) -> String { "\(root)/Fixtures/audit/\(name).log.zst" }

  @Test(
    "an audit log changes no answer about states, whenever it is imported",
    arguments: [[0, 1], [1, 0]]
  )
  func changesNoState(order: [Int]) throws {
    let reference = try TestStore()
    try reference.importing([Self.recording("seed")])
    let probes = try Probes(spreadOver: reference, instants: 10, revisions: 5)
    let expected = try CanonicalAnswers(of: reference, probes)
    let store = try TestStore()
    let paths = [Self.recording("seed"), Self.audit("seed")]
    for index in order { #expect(try store.importing([paths[index]]).isComplete) }
    #expect(try CanonicalAnswers(of: store, probes).firstDifference(expected) == nil)
    try store.expectRebuildEqual()
    let (before, after) = (try reference.observed(), try store.observed())
    #expect(before == after)
  }

  @Test("the columns that an audit log fills do not depend on the order of imports")
  func orderOfImports() throws {
    let paths = [Self.recording("rolling-update"), Self.audit("rolling-update")]
    let question = """
      events | where type != "audited" and user is not null
        | select revision, kind, name, user, verb, matched_by, answered_at
      """
    let answers = try [paths, paths.reversed()].map { paths in
      let store = try TestStore()
      try store.importing(paths)
      return try store.answer(question).rows.map(\.values)
    }
    #expect(answers[0].count > 200)
    #expect(answers[0] == answers[1])
  }

  @Test("entries are read as known at a position, by object, by collection, and by time")
  func selections() throws {
    let store = try TestStore()
    try store.importing([Self.audit("seed")])
    let head = try store.log.read { try $0.head().position }
    let slot = AuditSelection(kind: .service, namespace: "default", name: "nginx-service")
    func verbs(_ selection: AuditSelection, knownAt position: LogPosition? = nil) throws -> [String]
    {
      try store.reading(knownAt: position) { reads, context in
        try reads.auditEntries(selection, context).map { "\($0.entry.verb) \($0.entry.code)" }
      }
    }
    #expect(try verbs(slot) == ["create 201", "patch 422", "delete 200"])
    let last = try store.reading { reads, context in
      try #require(try reads.auditEntries(slot, context).last)
    }
    let before = LogPosition(last.stored.event.position.value - 1)
    #expect(try verbs(slot, knownAt: before) == ["create 201", "patch 422"])
    var window = slot
    window.answered = last.entry.answeredAt...last.entry.answeredAt
    #expect(try verbs(window) == ["delete 200"])
    #expect(try verbs(AuditSelection(kind: .service, name: "")) == [])
    #expect(try verbs(AuditSelection(kind: .service)).count > 30)
    #expect(try store.reading { try $0.hasAuditEntries($1) })
    #expect(head > before)
  }

  @Test("a cluster of audit entries alone has no states, and begins with the first one")
  func auditAlone() throws {
    let store = try TestStore()
    try store.importing([Self.audit("seed")])
    #expect(try store.answer("services").rows.isEmpty)
    let refused = try store.answer("events | where code >= 400 | select summary | distinct")
    #expect(!refused.rows.isEmpty)
    #expect(try store.reading { try $0.latestObservation($1) } == nil)
    try store.importing([Self.recording("seed")])
    let reference = try TestStore()
    try reference.importing([Self.recording("seed")])
    #expect(try store.observed() == reference.observed())
    try store.expectRebuildEqual()
  }
}

extension TestStore {
  /// From when to when the cluster's epochs were observed, and what was reached at the end.
  fileprivate func observed() throws -> [String] {
    try log.read { snapshot in
      let reads = try ProjectionSnapshot(snapshot)
      return try reads.epochs(of: "c").map { context, begunAt in
        let last = try reads.latestObservation(context)
        let kinds = try ResourceKind.allCases.map { kind in
          "\(try reads.lastRevision(of: kind, context)?.text ?? "-")"
        }
        return "\(begunAt) \(last?.description ?? "-") \(kinds)"
      }
    }
  }
}
