import EventLog
import KubernetesRules
import Projections
import QueryEngine
import Testing
import TopologyModel

/// What the audit rules find in recordings of a real control plane.
@Suite struct FindingTests {
  /// Every rule that a recording can show, over its whole span, without waiting for lag.
  private static let shown: [(recording: String, rules: [String])] = [
    (
      "seed",
      [
        "ST102", "ST103", "ST105", "ST106", "ST110", "ST111", "ST113", "ST117", "ST123",
        "ST125", "ST201", "ST202", "ST203", "ST209", "ST211", "ST217", "ST221", "ST223",
        "ST224", "ST230", "ST301", "ST304", "ST305",
      ]
    ),
    (
      "rolling-update",
      [
        "ST120", "ST123", "ST201", "ST202", "ST203", "ST205", "ST207", "ST209", "ST210",
        "ST230",
      ]
    ),
    (
      "outage",
      [
        "ST123", "ST201", "ST202", "ST203", "ST230",
      ]
    ),
    (
      "relabel",
      [
        "ST110", "ST113", "ST114", "ST116", "ST120", "ST123", "ST124", "ST125", "ST201",
        "ST202", "ST203", "ST206", "ST207", "ST212", "ST224", "ST230", "ST301",
      ]
    ),
    (
      "dualstack-headless",
      [
        "ST105", "ST113", "ST120", "ST123", "ST125", "ST201", "ST202", "ST203", "ST205",
        "ST206", "ST207", "ST212", "ST213", "ST216", "ST223", "ST224", "ST230", "ST301",
        "ST302", "ST303", "ST304", "ST307",
      ]
    ),
    (
      "recreate",
      [
        "ST111", "ST120", "ST121", "ST123", "ST125", "ST201", "ST202", "ST203", "ST213",
        "ST217",
      ]
    ),
    (
      "watch-gap",
      [
        "ST123", "ST201", "ST202", "ST203", "ST207",
      ]
    ),
  ]

  private static let span = "from 2026-11-23T04:00:00Z to 2026-11-23T06:00:00Z"

  private static func store(_ recording: String) throws -> TestStore {
    let store = try TestStore()
    try store.importing([try Recording(recording).path])
    return store
  }

  private static func texts(_ answer: Answer, _ column: String) throws -> [String] {
    let index = try #require(answer.columns.firstIndex { $0.name == column })
    return answer.rows.map { row in
      if case .text(let text) = row.values[index] { text } else { "" }
    }
  }

  @Test("the rules that a recording can show are found in it, and no others", arguments: shown)
  func rules(recording: String, rules: [String]) throws {
    let store = try Self.store(recording)
    let answer = try store.answer("findings \(Self.span) | select rule", findingLag: 0)
    let found = Set(try Self.texts(answer, "rule")).sorted()
    #expect(found == rules, "\(recording): \(found)")
  }

  @Test("on the quiet stretches of a rolling update nothing is wrong")
  func quiet() throws {
    let store = try Self.store("rolling-update")
    // Before the first rollout, and after the last one: six ready Pods of one version.
    for time in ["04:30:04.2Z", "04:30:32Z"] {
      let answer = try store.answer(
        "findings at 2026-11-23T\(time) | where severity != \"info\"",
        findingLag: 0
      )
      #expect(answer.rows == [], "at \(time): \(answer.rows.map { $0.values })")
    }
  }

  @Test("what waits for lag is not found before its time")
  func lag() throws {
    let store = try Self.store("outage")
    let waiting = FindingRules.all.filter(\.waitsForLag).map(\.id)
    let all = try store.answer("findings \(Self.span) | select rule", findingLag: 0)
    let waited = try store.answer("findings \(Self.span) | select rule")
    #expect(try Self.texts(all, "rule").contains { waiting.contains($0) })
    // The recorded lag of the controller never reaches 30 s.
    #expect(try !Self.texts(waited, "rule").contains { waiting.contains($0) })
  }

  @Test(
    "membership recomputed from Pods and Services is what the controller wrote, or lag is found",
    arguments: [
      "rolling-update", "outage", "scale-split", "relabel", "dualstack-headless", "recreate",
    ]
  )
  func membership(recording: String) throws {
    let truths = try Recording(recording).truths.filter { $0.gap != 2 }
    let store = try Self.store(recording)
    var differing = 0
    for truth in truths {
      let differences = try store.reading { reads, cluster in
        try MembershipDifference.services(at: truth.revision, reads, cluster)
      }
      let answer = try store.answer(
        "findings at rv \(truth.revision) | where rule in (\"ST120\", \"ST121\", \"ST122\", "
          + "\"ST123\", \"ST124\", \"ST125\") | select name",
        findingLag: 0
      )
      let found = Set(try Self.texts(answer, "name"))
      // Of Pods that are not ready yet no rule says anything; `why` calls it lag.
      for service in differences.filter({ $0.value.isDisjoint(with: found) }).keys.sorted() {
        let why = try store.answer(
          "why \(service) at rv \(truth.revision) | where reason in (\"controller-lag\", "
            + "\"slice-missing\") | select pod"
        )
        #expect(why.rows != [], "\(recording) at \(truth.revision): \(service) differs in silence")
      }
      differing += differences.isEmpty ? 0 : 1
    }
    if recording == "scale-split" { #expect(differing > 0, "a burst shows the controller's lag") }
  }
}
