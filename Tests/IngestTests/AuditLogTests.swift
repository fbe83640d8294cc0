import EventLog
import Foundation
import Testing
import TopologyModel

@testable import Ingest

@Suite("audit logs")
struct AuditLogTests {
  private func messages(_ report: ImportReport, _ code: String) -> [String] {
    report.notes.filter { $0.code == code }.map(\.message)
  }

  @Test("of a real server's log every write of the four kinds is kept, and all else is counted")
  func fixture() throws {
    let store = try TestStore()
    let report = try store.run(AuditInput.fixture("seed"))
    #expect(report.isComplete)
    #expect(report.feeds.map { $0.feed?.format } == ["audit-log"])
    let entries = try AuditInput.entries(store)
    #expect(report.appended == entries.count)
    #expect(entries.count == 154)
    #expect(entries.count { $0.code == 422 } == 37)
    #expect(entries.allSatisfy { $0.answeredAt >= $0.requestedAt && !$0.user.isEmpty })
    #expect(entries.filter { $0.subresource == "binding" }.allSatisfy { $0.revision == nil })
    #expect(
      entries.filter { $0.verb == "create" && $0.code == 201 && $0.subresource.isEmpty }
        .allSatisfy { $0.revision != nil && !$0.uid.isEmpty && !$0.slot.name.isEmpty }
    )
    #expect(messages(report, "audit-entries").count == 1)
    #expect(messages(report, "audit-without-states").count == 1)
  }

  @Test("the same log again, or rotated files that overlap, append nothing twice")
  func overlapping() throws {
    let store = try TestStore()
    let lines = (0..<6).map { AuditInput.entry("id-\($0)", at: $0) }
    func file(_ range: Range<Int>, _ name: String) throws -> String {
      try store.write(lines[range].map { $0 + "\n" }.joined(), to: name)
    }
    let first = try file(0..<4, "audit-1.log")
    #expect(try store.run(first).appended == 4)
    #expect(try store.run(first).appended == 0)
    let report = try store.run(try file(2..<6, "audit.log"))
    #expect(report.appended == 2)
    #expect(report.duplicates == 2)
    let items = lines.joined(separator: ",")
    let list =
      #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[\#(items)]}"#
    #expect(try store.run(try store.write(list, to: "webhook.json")).duplicates == 6)
  }

  @Test("a list of entries, as webhooks get it, may leave their kind to the list")
  func lists() throws {
    let store = try TestStore()
    let entry = AuditInput.entry("a").replacingOccurrences(
      of: #""kind":"Event","apiVersion":"audit.k8s.io/v1","#,
      with: ""
    )
    let list = #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[\#(entry)]}"#
    #expect(try store.run(try store.write(list, to: "x.json")).appended == 1)
  }

  @Test("what is passed over is counted by its reason")
  func passedOver() throws {
    let store = try TestStore()
    let withoutObject = AuditInput.entry("w").replacingOccurrences(
      of: #""objectRef":"#,
      with: #""unknown":"#
    )
    let log = Input.lines(
      AuditInput.entry("a"),
      AuditInput.entry("b", "get"),
      AuditInput.entry("c", "list", name: nil),
      AuditInput.entry("d", stage: "RequestReceived"),
      AuditInput.entry("e", resource: "deployments", group: "apps"),
      AuditInput.entry("f", resource: "pods", group: "metrics.k8s.io"),
      AuditInput.entry("g", "create", resource: "pods", subresource: "exec"),
      AuditInput.entry("h", uri: "/api/v1/namespaces/shop/services/cart?dryRun=All&x=y"),
      withoutObject
    )
    let report = try store.run(try store.write(log, to: "audit.log"))
    #expect(report.appended == 1)
    #expect(
      messages(report, "audit-entries") == [
        "audit entries used: 1; passed over: reads 2, about other kinds 2, without an object 1, "
          + "from before the answer 1, connections 1, dry runs 1"
      ]
    )
  }

  @Test("the revision is the response's; the one in the reference is what the request required")
  func revisions() throws {
    let store = try TestStore()
    let response = AuditInput.response("Service", name: "cart", uid: "u-1", revision: 12)
    let list = AuditInput.response("ServiceList", name: "", uid: "", revision: 99)
    let log = Input.lines(
      AuditInput.entry("a", "update", reference: #","resourceVersion":"11""#, fields: response),
      AuditInput.entry("b", "update", reference: #","resourceVersion":"12","uid":"u-1""#),
      AuditInput.entry("c", "create", name: nil, fields: response),
      AuditInput.entry("d", "deletecollection", name: nil, fields: list),
      AuditInput.entry(
        "e",
        "delete",
        fields: #","responseObject":{"kind":"Status","details":{"name":"cart","uid":"u-1"}}"#
      )
    )
    let report = try store.run(try store.write(log, to: "audit.log"))
    #expect(report.isComplete)
    let entries = try AuditInput.entries(store)
    #expect(entries.map { $0.revision?.text } == ["12", nil, "12", nil, nil])
    #expect(entries.map { $0.precondition?.text } == ["11", "12", nil, nil, nil])
    #expect(entries.map(\.uid) == ["u-1", "u-1", "u-1", "", "u-1"])
    #expect(entries.map(\.slot.name) == ["cart", "cart", "cart", "", "cart"])
  }

  @Test("a user who acts as another is kept, and so is the other")
  func impersonation() throws {
    let store = try TestStore()
    let fields = #","impersonatedUser":{"username":"system:admin","groups":["g"]}"#
    let path = try store.write(AuditInput.entry("a", fields: fields), to: "audit.log")
    try store.run(path)
    let entry = try #require(try AuditInput.entries(store).first)
    #expect(entry.user == "alice")
    #expect(entry.impersonatedUser == "system:admin")
  }

  @Test("a text of any length that a client chose is cut")
  func longTexts() throws {
    let store = try TestStore()
    let long = String(repeating: "ä", count: 600)
    let line = AuditInput.entry("a").replacingOccurrences(of: "kubectl/v1.36.2", with: "x" + long)
    try store.run(try store.write(line, to: "audit.log"))
    let entry = try #require(try AuditInput.entries(store).first)
    #expect(entry.agent == "x" + String(repeating: "ä", count: 511))
  }

  @Test("times are the server's; entries written out of order are no clock that stepped back")
  func times() throws {
    let store = try TestStore()
    let log = Input.lines(AuditInput.entry("a", at: 9), AuditInput.entry("b", at: 7))
    let report = try store.run(try store.write(log, to: "audit.log"))
    #expect(messages(report, "clock-stepped").isEmpty)
    #expect(
      try AuditInput.entries(store).map(\.answeredAt.description) == [
        "2026-11-20T00:00:09.2Z", "2026-11-20T00:00:07.2Z",
      ]
    )
    #expect(
      try store.events().map(\.observedAt.description) == [
        "2026-11-20T00:00:09.2Z", "2026-11-20T00:00:09.2Z",
      ]
    )
  }

  @Test("the audit log of a recording's folder is imported with it")
  func folder() throws {
    let store = try TestStore()
    let watch = Input.lines(Input.watch(1, "ADDED", Input.service("cart", 5)))
    _ = try store.write(watch, to: "prod/watch-services.jsonl")
    _ = try store.write(AuditInput.entry("a") + "\n", to: "prod/audit.log")
    let report = try store.run(store.folder.path() + "/prod")
    #expect(report.isComplete)
    #expect(messages(report, "audit-without-states").isEmpty)
    let clusters = Set(try store.events().map(\.cluster))
    #expect(clusters == ["prod"])
    #expect(try AuditInput.entries(store).count == 1)
  }

  @Test("a log that was just begun, with nothing in it, is no failure")
  func emptyLog() throws {
    let store = try TestStore()
    let report = try store.run(try store.write("", to: "audit.log"))
    #expect(report.isComplete)
    #expect(report.notes.map(\.code) == ["empty-file"])
  }

  @Test("a line that cannot be read stops the file, or is counted")
  func damagedLines() throws {
    let store = try TestStore()
    let log = Input.lines(
      AuditInput.entry("a"),
      #"{"kind":"Pod","apiVersion":"v1"}"#,
      AuditInput.entry("b").replacingOccurrences(of: "2026-11-20T00:00:05.200000Z", with: "today"),
      AuditInput.entry("c")
    )
    let path = try store.write(log + #"{"kind":"Event","apiVer"#, to: "audit.log")
    let stopped = try store.run(path)
    #expect(stopped.failures.map(\.line) == [2])
    #expect(stopped.appended == 1)
    let skipped = try store.run(path) { $0.skipsInvalid = true }
    #expect(skipped.isComplete)
    #expect(skipped.invalidRecords == 3)
    #expect(skipped.skipped.map(\.field) == [nil, "stageTimestamp", nil])
    #expect(skipped.appended == 1)
  }

  @Test("nothing of bodies, annotations, addresses, or groups reaches the store")
  func privacy() throws {
    let store = try TestStore()
    let marker = "SECRETMARKER"
    let response = AuditInput.response(
      "Service",
      name: "cart",
      uid: "u-1",
      revision: 12,
      extra: #","spec":{"externalName":"\#(marker)-1"},"metadata2":{"a":"\#(marker)-2"}"#
    )
    let fields = """
      ,"requestObject":{"data":{"password":"\(marker)-3"}}\(response),\
      "annotations":{"authorization.k8s.io/reason":"\(marker)-4"},"sourceIPs":["\(marker)-5"],\
      "impersonatedUser":{"username":"bob","groups":["\(marker)-6"],"extra":{"k":["\(marker)-7"]}},\
      "authenticationMetadata":{"impersonationConstraint":"\(marker)-8"}
      """
    let line = AuditInput.entry(
      "a",
      uri: "/api/v1/namespaces/shop/services/cart?fieldManager=\(marker)-9",
      fields: fields
    ).replacingOccurrences(
      of: #""groups":["system:authenticated"]"#,
      with: #""uid":"\#(marker)-10","groups":["\#(marker)-11"],"extra":{"k":["\#(marker)-12"]}"#
    ).replacingOccurrences(
      of: #""responseStatus":{"metadata":{},"#,
      with: #""responseStatus":{"metadata":{},"message":"\#(marker)-13","#
    )
    let path = try store.write(line + "\n", to: "input/audit.log")
    #expect(try store.run(path).appended == 1)
    let bodies = try store.log.read { try $0.body(at: LogPosition(1)) }
    #expect(!String(decoding: bodies, as: UTF8.self).contains(marker))
    try store.reopen()
    let files = try FileManager.default.contentsOfDirectory(
      at: store.folder,
      includingPropertiesForKeys: nil
    ).filter { $0.lastPathComponent.hasPrefix("store.db") }
    #expect(!files.isEmpty)
    for file in files {
      #expect(try Data(contentsOf: file).range(of: Data(marker.utf8)) == nil)
    }
  }
}
