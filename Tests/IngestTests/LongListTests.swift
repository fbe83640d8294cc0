import EventLog
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
    change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> (events: [LoggedEvent], report: ImportReport) {
    let store = try TestStore()
    let report = try store.run(try store.write(text, to: "list.json")) {
      if isLong { $0.listBytesMin = 1 }
      change(&$0)
    }
    return (try store.events(), report)
  }

  private func expectSame(
    _ text: String,
    events count: Int,
    change: (inout ImportOptions) -> Void = { _ in }
  ) throws {
    let long = try importing(text, isLong: true, change: change)
    let short = try importing(text, isLong: false, change: change)
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
