import EventLog
import Foundation
import Ingest
import Testing
import TopologyModel

@Suite("Sessions files")
struct SessionTests {
  private func record(_ seconds: Int, _ action: String, _ rest: String = "") -> String {
    #"{"at":"\#(Input.time(seconds))","kind":"pods","action":"\#(action)"\#(rest)}"#
  }

  private func importing(_ records: String...) throws -> (ImportReport, [LoggedEvent]) {
    let store = try TestStore()
    let text = records.map { $0 + "\n" }.joined()
    let report = try store.run(try store.write(text, to: "watch-sessions.jsonl"))
    #expect(report.isComplete)
    return (report, try store.events())
  }

  @Test("every action has its event, and one session its key")
  func actions() throws {
    let (_, found) = try importing(
      record(1, "list", #","resourceVersion":"9""#),
      record(2, "watch", #","status":200,"params":{"resourceVersion":"9","labelSelector":"a=b"}"#),
      record(3, "paused", #","resourceVersion":"11""#),
      record(4, "resumed"),
      record(5, "watch", #","status":200,"params":{"resourceVersion":"0"}"#),
      record(6, "watch-ended", #","resourceVersion":null"#),
      record(7, "watch", #","status":410,"params":{"resourceVersion":"11"}"#),
      record(8, "watch", #","status":403"#),
      record(9, "watch", #","status":503"#)
    )
    #expect(
      found.map { $0.type } == [
        .watchOpened, .feedPaused, .feedResumed, .watchOpened, .watchClosed, .watchExpired,
        .permissionLost, .watchClosed,
      ]
    )
    #expect(
      found.map { $0.revision?.text } == ["9", "11", nil, nil, nil, "11", nil, nil]
    )
    #expect(found.map { $0.details?.ordinal } == [0, 1, 2, 0, 1, 0, 0, 0])
    #expect(Set(found.prefix(3).map { $0.details?.sessionStart }).count == 1)
    #expect(found.prefix(3).allSatisfy { $0.details?.selector == "labelSelector=a=b" })
    #expect(found.last?.details?.reason == "status 503")
  }

  @Test("a session that expired does not end again")
  func expired() throws {
    let status = #","status":{"kind":"Status","code":410,"message":"too old","reason":"Expired"}"#
    let (_, found) = try importing(
      record(2, "watch", #","status":200,"params":{"resourceVersion":"9"}"#),
      record(3, "error-event", status),
      record(3, "watch-ended", #","resourceVersion":null"#)
    )
    #expect(found.map { $0.type } == [.watchOpened, .watchExpired])
    #expect(found.last?.revision?.text == "9")
    #expect(found.last?.details?.reason == "too old")
  }

  @Test("unknown actions and kinds are noted")
  func unknown() throws {
    let (report, found) = try importing(
      record(1, "danced"),
      record(2, "danced"),
      record(3, "watch").replacing("pods", with: "leases")
    )
    #expect(found.isEmpty)
    #expect(report.notes.map { $0.code } == ["other-kinds", "unknown-action"])
  }

  @Test("two sessions that begin at one instant keep apart")
  func sameInstant() throws {
    let open = #","status":200,"params":{"resourceVersion":"9"}"#
    let (_, found) = try importing(
      record(1, "watch", open),
      record(1, "watch-ended"),
      record(1, "watch", open)
    )
    #expect(found.map { $0.details?.ordinal } == [0, 1, 2])
  }
}
