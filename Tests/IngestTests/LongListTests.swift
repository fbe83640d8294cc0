import EventLog
import Foundation
import Testing
import TopologyModel

@testable import Ingest

@Suite("Long lists, whose items are read one by one")
struct LongListTests {
  private static let items = [
    Input.pod("a", 5), Input.service("s", 7),
    #"{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"d","uid":"d"}}"#,
    Input.pod("b]},", 6, extra: #","annotations":{"x":"\"]}, {\\"}"#),
  ]

  private static func list(_ items: [String], kind: String = "List") -> String {
    """
    {
      "apiVersion": "v1",
      "items": [
        \(items.joined(separator: ",\n    "))
      ],
      "kind": "\(kind)", "metadata": {"resourceVersion": ""}
    }

    """
  }

  /// The events and the report of a text, its items read one by one or with the list as a whole.
  private func importing(
    _ text: String,
    isLong: Bool,
    name: String = "list.json",
    change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> (events: [LoggedEvent], report: ImportReport) {
    let store = try TestStore()
    let report = try store.run(try store.write(text, to: name)) {
      if isLong { $0.listBytesMin = 1 }
      change(&$0)
    }
    return (try store.events(), report)
  }

  private func expectSame(
    _ text: String,
    events count: Int,
    name: String = "list.json",
    change: (inout ImportOptions) -> Void = { _ in }
  ) throws {
    let long = try importing(text, isLong: true, name: name, change: change)
    let short = try importing(text, isLong: false, name: name, change: change)
    #expect(long.events == short.events)
    #expect(long.events.count == count)
    #expect(long.report.notes.map { $0.message } == short.report.notes.map { $0.message })
    func told(_ failures: [ImportFailure]) -> [String] {
      failures.map { "\($0.line ?? 0) \($0.byteOffset ?? 0) \($0.field ?? "-") \($0.message)" }
    }
    #expect(told(long.report.failures) == told(short.report.failures))
    #expect(told(long.report.skipped) == told(short.report.skipped))
  }

  @Test("give the events that they give as a whole")
  func same() throws {
    try expectSame(Self.list(Self.items), events: 5)
    try expectSame(Self.list([]), events: 0)
    try expectSame(Self.list(Self.items) + Self.list([Input.pod("c", 9)]), events: 7)
    try expectSame(
      Self.list([Dumps.item("a", 5, namespace: "shop")], kind: "PodList"),
      events: 2
    )
    let many = (1...2500).map { Input.pod("p\($0)", $0) }
    try expectSame(Self.list(many), events: 2501)
  }

  @Test("of a recording give the same, the epochs that they begin included")
  func recorded() throws {
    let name = "r/lists.jsonl"
    func pods(_ count: Int) -> [String] { (1...count).map { Input.pod("p\($0)", $0) } }
    let many = Input.lines(Input.list(1, 5000, pods(2500)))
    try expectSame(many, events: 2501, name: name)
    let restored = many + Input.lines(Input.list(2, 3000, pods(2100)), Input.list(3, 3001, []))
    try expectSame(restored, events: 2501 + 2101 + 1, name: name)
    let epochs = try importing(restored, isLong: true, name: name).events.map { $0.epoch }
    #expect(epochs.count { $0 == 1 } == 2102)
    let cached = restored.replacingOccurrences(
      of: #""kind":"pods","#,
      with: #""kind":"pods","params":{"resourceVersion":"0"},"#
    )
    try expectSame(cached, events: 2503, name: name)
    let others = Input.lines(Input.list(1, 9, [])).replacingOccurrences(of: "pods", with: "jobs")
    try expectSame(others + many, events: 2501, name: name)
  }

  @Test("of a recording stop at the same place")
  func recordedDamage() throws {
    var items = (1...1200).map { Input.pod("p\($0)", $0) }
    items[1100] = #"{"kind":"Pod","apiVersion":"v1","metadata":{"uid":"x"}}"#
    let text = Input.lines(Input.list(1, 5000, items))
    try expectSame(text, events: 1100, name: "r/lists.jsonl")
    try expectSame(text, events: 1199, name: "r/lists.jsonl") { $0.skipsInvalid = true }
  }

  @Test("are complete for the scopes for which they are as a whole")
  func complete() throws {
    let pods = Self.list([Input.pod("a", 5), Input.pod("b", 6)])
    try expectSame(pods, events: 3) { $0.completeScope = .namespace("shop") }
    try expectSame(pods, events: 3) { $0.completeScope = .namespace("other") }
    try expectSame(pods, events: 3) { $0.completeScope = .all }
  }

  @Test("stop at an item that cannot be read, or pass it over, at the same place")
  func damaged() throws {
    var items = Self.items
    items.insert(#"{"kind":"Pod","apiVersion":"v1","metadata":{"uid":"x"}}"#, at: 1)
    try expectSame(Self.list(items), events: 1)
    try expectSame(Self.list(items), events: 4) { $0.skipsInvalid = true }
  }

  @Test("of manifests are manifests")
  func manifests() throws {
    let service = #"{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"},"spec":{}}"#
    try expectSame(Self.list([service]), events: 2)
  }

  @Test("refuse an object that is longer than the limit, and with `--skip-invalid` go on")
  func tooLong() throws {
    let filler = String(repeating: "x", count: ObjectReader.objectBytesMax)
    let long = Input.pod("long", 6, extra: #","annotations":{"x":"\#(filler)"}"#)
    let text = Self.list([Input.pod("a", 5), long, Input.pod("b", 7)])
    for isLong in [false, true] {
      let stopped = try importing(text, isLong: isLong)
      let failure = try #require(stopped.report.failures.first)
      #expect(failure.message.hasSuffix("expected at most \(ObjectReader.objectBytesMax)"))
      #expect(failure.field == "items[1]")
      #expect(failure.line == 5)
      let passed = try importing(text, isLong: isLong) { $0.skipsInvalid = true }
      #expect(passed.events.compactMap { $0.object?.slot.name } == ["a", "b"])
      #expect(passed.report.skipped.count == 1)
      #expect(passed.report.notes.contains { $0.code == "listing-incomplete" })
    }
  }

  @Test("with a comma missing end there")
  func withoutComma() throws {
    let text = Self.list([Input.pod("a", 5) + " " + Input.pod("b", 6)])
    let report = try importing(text, isLong: true).report
    #expect(report.failures.first?.message.hasPrefix("found no comma") == true)
  }
}
