import EventLog
import Export
import Foundation
import QueryEngine
import Testing
import TopologyModel
import Yams

@Suite struct LinesTests {
  private static let everything = ExportScope(
    cluster: nil,
    from: nil,
    through: nil,
    namespace: nil
  )

  @Test("Each event is a CloudEvent with an id of its own")
  func writesCloudEvents() throws {
    let store = try TestStore(recordings: ["seed"])
    let sink = TextSink()
    let report = try store.log.read { snapshot in
      try CloudEventExport.write(
        snapshot,
        scope: Self.everything,
        anonymizer: nil,
        to: sink
      ) { _ in }
    }
    let head = try store.log.read { try $0.head() }
    let lines = sink.text.split(separator: "\n")
    #expect(lines.count == report.count)
    #expect(lines.count == Int(head.position.value))
    var ids: Set<String> = []
    for line in lines {
      let root = try JSONSerialization.jsonObject(with: Data(line.utf8))
      let event = try #require(root as? [String: Any])
      #expect(event["specversion"] as? String == "1.0")
      ids.insert(try #require(event["id"] as? String))
      let type = try #require(event["type"] as? String)
      #expect(type.wholeMatch(of: #/io\.hindcast\.[a-z]+\.[a-z-]+\.v1/#) != nil)
      #expect(Instant(rfc3339: try #require(event["time"] as? String)) != nil)
      #expect(URL(string: try #require(event["source"] as? String)) != nil)
      #expect(event.keys.allSatisfy { $0.wholeMatch(of: #/[a-z0-9]{1,20}/#) != nil })
      #expect((event["data"] == nil) == type.hasSuffix(".seen.v1"))
    }
    #expect(ids.count == lines.count)
    #expect(lines.last?.contains("\"\(head.position)-\(head.hash)\"") == true)
  }

  @Test("The YAML and the JSON of a list say the same, with the kind of every object")
  func writesLists() throws {
    let store = try TestStore(recordings: ["dualstack-headless"])
    let (yaml, json) = (TextSink(), TextSink())
    let time = try #require(try store.moments().instants.last)
    for (layout, sink) in [(ListLayout.yaml, yaml), (.json, json)] {
      let report = try store.log.read { snapshot in
        try ListExport.write(
          snapshot,
          at: .instant(time),
          scope: Self.everything,
          layout: layout,
          anonymizer: nil,
          to: sink
        )
      }
      #expect(report.notes.contains("nodes were never observed"))
      #expect(report.notes.contains { $0.contains("--retain default") })
    }
    let tree = try #require(try Yams.load(yaml: yaml.text) as? [String: Any])
    let other = try #require(
      try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any]
    )
    #expect(tree["kind"] as? String == "List")
    let items = try #require(tree["items"] as? [[String: Any]])
    let others = try #require(other["items"] as? [[String: Any]])
    #expect(items.map { Self.text($0) } == others.map { Self.text($0) })
    #expect(items.allSatisfy { $0["kind"] is String && $0["apiVersion"] is String })
    let counts = try ["services", "slices", "pods"].map {
      try store.answer("\($0) at \(time)").rows.count
    }
    #expect(items.count == counts.reduce(0, +))
  }

  @Test("A list before anything was known is refused")
  func refusesNothing() throws {
    let store = try TestStore(recordings: ["seed"])
    #expect(throws: ExportError.self) {
      try store.log.read { snapshot in
        _ = try ListExport.write(
          snapshot,
          at: .instant(Instant(nanoseconds: 0)),
          scope: Self.everything,
          layout: .json,
          anonymizer: nil,
          to: TextSink()
        )
      }
    }
  }

  /// A value with sorted keys; numbers, booleans and null as both parsers know them.
  private static func text(_ value: Any) -> String {
    if let object = value as? [String: Any] {
      let members = object.sorted { $0.key < $1.key }.map { "\($0.key): \(text($0.value))" }
      return "{\(members.joined(separator: ", "))}"
    }
    if let list = value as? [Any] { return "[\(list.map { text($0) }.joined(separator: ", "))]" }
    if value is NSNull { return "null" }
    if let text = value as? String { return "\"\(text)\"" }
    if let number = value as? NSNumber { return number.stringValue }
    if let flag = value as? Bool { return flag ? "1" : "0" }
    return "\(value)"
  }
}
