import EventLog
import Foundation
import Ingest
import Testing
import TopologyModel

@Suite("Epochs")
struct EpochTests {
  private func epochs(_ files: [String: String]) throws -> [String] {
    let store = try TestStore()
    for (name, text) in files { _ = try store.write(text, to: "r/\(name)") }
    try store.run(store.folder.path() + "/r")
    return try store.events().map { "\($0.type.name) \($0.revision?.text ?? "") \($0.epoch)" }
  }

  @Test("a listing lower than a revision seen of its kind begins an epoch")
  func begins() throws {
    let found = try epochs([
      "lists.jsonl": Input.lines(Input.list(1, 40, []), Input.list(5, 20, [])),
      "watch-pods.jsonl": Input.lines(
        Input.watch(2, "MODIFIED", Input.pod("a", 41)),
        Input.watch(6, "ADDED", Input.pod("b", 21))
      ),
    ])
    #expect(
      found == [
        "listing-complete 40 0", "watch-opened 41 0", "modified 41 0", "listing-complete 20 1",
        "added 21 1", "watch-closed 41 1",
      ]
    )
  }

  @Test("a second kind's listing belongs to the epoch that the first kind's began")
  func twoKinds() throws {
    func services(_ seconds: Int, _ revision: Int) -> String {
      Input.list(seconds, revision, [])
        .replacing("\"pods\"", with: "\"services\"").replacing("PodList", with: "ServiceList")
    }
    let found = try epochs([
      "lists.jsonl": Input.lines(
        Input.list(1, 40, []),
        services(1, 40),
        Input.list(5, 20, []),
        services(6, 20),
        Input.list(7, 19, [])
      )
    ])
    #expect(found.map { $0.suffix(4) } == ["40 0", "40 0", "20 1", "20 1", "19 2"])
  }

  @Test("a listing asked with resourceVersion=0 begins none, whoever says that it was")
  func fromCache() throws {
    let low = Input.list(5, 20, []).replacing(
      "\"list\":",
      with: #""params":{"resourceVersion":"0"},"list":"#
    )
    let found = try epochs(["lists.jsonl": Input.lines(Input.list(1, 40, []), low)])
    #expect(found == ["listing-complete 40 0", "listing-complete 20 0"])
    let told = try epochs([
      "lists.jsonl": Input.lines(Input.list(1, 40, []), Input.list(5, 20, [])),
      "watch-sessions.jsonl": """
      {"at":"\(Input.time(6))","kind":"pods","action":"list","resourceVersion":"20",\
      "params":{"resourceVersion":"0"}}
      """,
    ])
    #expect(told == found)
  }

  @Test("the recordings are of one epoch", arguments: Recordings.small)
  func recordings(name: String) throws {
    let store = try TestStore()
    try store.run(Recordings.folder(name))
    #expect(try store.events().allSatisfy { $0.epoch == 0 })
  }
}
