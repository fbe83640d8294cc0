import HindcastTestSupport
import QueryEngine
import Testing
import TopologyModel

/// What questions about one Service read: never the whole log or all versions, and no more where
/// others change more (tql.md section 6, architecture.md section 4).
@Suite struct CostTests {
  private static let year: Int64 = 365 * 86_400
  private static let begin = "2026-01-01T10:00:10Z"
  private static let middle = "2026-07-01T00:00:00Z"
  private static let end = "2027-01-01T10:00:00Z"

  private static let questions = [
    "pods serving quiet/cart", "pods serving quiet/cart on port 80 for node n1",
    "pods serving quiet/cart including draining within 30s", "pods listed by quiet/cart",
    "pods selected by quiet/cart", "endpoints of quiet/cart", "slices of quiet/cart",
    "why quiet/cart", "dns cart.quiet.svc.cluster.local", "show service quiet/cart",
    "show pod quiet/cart-1", "owners of ip 10.1.0.1", "findings of service quiet/cart",
  ]

  /// A year of a Service that changes twice, beside one that changes so often.
  private static func store(changes: Int) throws -> TestStore {
    var lines: [(line: String, secondsLater: Int64)] = [
      "add node n1",
      "add service quiet/cart selector=app:cart port=80",
      "add pod quiet/cart-1 labels=app:cart ip=10.1.0.1 ready=true",
      "add slice quiet/cart-x service=cart port=:8080 endpoint=10.1.0.1,pod:cart-1,ready",
      "add service busy/web selector=app:web port=80",
      "add pod busy/web-1 labels=app:web ip=10.2.0.1 ready=true",
      "add slice busy/web-x service=web port=:8080 endpoint=10.2.0.1,pod:web-1,ready",
    ].map { ("10:00:00 \($0)", 0) }
    for number in 0..<changes {
      let word = number.isMultiple(of: 2) ? "notready" : "ready"
      let later = year * Int64(number + 1) / Int64(changes + 1)
      lines.append(("10:00:00 modify pod busy/web-1 ready=\(word == "ready")", later))
      lines.append(
        ("10:00:00 modify slice busy/web-x endpoint=10.2.0.1,pod:web-1,\(word)", later + 1)
      )
    }
    lines.append(
      ("10:00:00 modify slice quiet/cart-x endpoint=10.1.0.1,pod:cart-1,notready", year / 3)
    )
    lines.append(
      ("10:00:00 modify slice quiet/cart-x endpoint=10.1.0.1,pod:cart-1,ready", year / 3 + 60)
    )
    lines.append(("10:00:00 bookmark", year + 600))
    let store = try TestStore()
    try store.appendScript(lines.sorted { $0.secondsLater < $1.secondsLater })
    return store
  }

  private struct Reads: Equatable {
    var rows: [String: String]
    var scans: [String]
  }

  private static func reads(_ query: String, _ store: TestStore) throws -> Reads {
    let answer = try store.answer("explain analyze \(query)")
    var reads = Reads(rows: [:], scans: [])
    for cells in answer.cellTexts where cells[1] == "read" {
      // Step, operation, detail, estimate, rows, calls, time, access.
      if !cells[4].isEmpty { reads.rows[cells[2]] = "\(cells[4]) rows in \(cells[5]) calls" }
      if !cells[5].isEmpty, cells[7].contains("scan of") { reads.scans.append(cells[2]) }
    }
    return reads
  }

  @Test("questions about one Service scan nothing, and read no more where others change more")
  func oneService() throws {
    let few = try Self.store(changes: 20)
    let many = try Self.store(changes: 300)
    let times = [
      "at \(Self.begin)", "at \(Self.middle)", "from \(Self.begin) to \(Self.end)",
    ]
    for question in Self.questions {
      for time in times {
        let query = "\(question) \(time)"
        let reads = try Self.reads(query, many)
        #expect(!reads.rows.isEmpty, "\(query)")
        #expect(reads.scans == [], "\(query)")
        #expect(reads.rows["the whole log"] == nil, "\(query)")
        #expect(reads == (try Self.reads(query, few)), "\(query)")
        let known = try Self.reads("\(query) as known at event 20", many)
        #expect(known.scans == [] && !known.rows.isEmpty, "\(query), as known before")
      }
    }
    for question in ["events of slice quiet/cart-x", "history of slice quiet/cart-x"] {
      let reads = try Self.reads(question, many)
      #expect(reads.scans == [] && reads.rows["the whole log"] == nil, "\(question)")
      #expect(reads == (try Self.reads(question, few)), "\(question)")
    }
  }

  @Test("events of a time read those and what was told before them, however long the log is")
  func eventsOfTime() throws {
    let few = try Self.store(changes: 10)
    let many = try Self.store(changes: 300)
    let third = try #require(Instant(rfc3339: "2026-01-01T10:00:00Z"))
      .advanced(byNanoseconds: Self.year / 3 * 1_000_000_000)
    let end = third.advanced(byNanoseconds: 61_000_000_000)
    let query = "events from \(third) to \(end)"
    let answer = try many.answer(query)
    #expect(answer.rows.count == 2)
    let reads = try Self.reads(query, many)
    #expect(reads.rows["events of a time"] == "2 rows in 1 calls")
    #expect(reads.rows["stored bodies"] == "3 rows in 3 calls")
    #expect(reads.rows["the whole log"] == nil)
    #expect(reads.rows == (try Self.reads(query, few).rows))
  }

  @Test("events of many objects are found by the time, and told as those of each one")
  func eventsOfManyObjects() throws {
    let count = 230
    let store = try TestStore()
    try store.appendScript(
      (0..<count).map { ("10:00:00 add pod busy/web-\($0) labels=app:web ready=true", 0) }
        + (0..<count).map { ("10:00:00 modify pod busy/web-\($0) ready=false", Int64($0) + 60) }
    )
    let asked = "from 2026-01-01T10:02:00Z to 2026-01-01T10:02:03Z"
    let names = ["event", "type", "name", "summary"]
    func cells(_ question: String) throws -> [[String]] {
      let answer = try store.answer(
        "\(question) \(asked) | select \(names.joined(separator: ", "))"
      )
      return answer.cellTexts
    }
    let found = try cells("events of pod busy/*")
    let single = try (60..<63).flatMap { try cells("events of pod busy/web-\($0)") }
    #expect(found.count == 3)
    #expect(found == single)
    #expect(found == (try cells("events in namespace busy")))
    let reads = try Self.reads("events of pod busy/* \(asked)", store)
    #expect(reads.rows["events of a time"] == "3 rows in 1 calls")
    #expect(reads.rows["stored bodies"] == "6 rows in 6 calls")
  }

  @Test("what explain plans to read is what explain analyze has read")
  func planned() throws {
    let store = try Self.store(changes: 4)
    for question in Self.questions + [
      "pods", "services", "endpoints", "slices", "nodes", "findings", "pods on node n1",
      "services served by quiet/cart-1", "services selecting quiet/cart-1", "coverage",
      "events", "events from \(Self.begin) to \(Self.middle)",
      "events of pod */*", "events of pod quiet/* from \(Self.begin) to \(Self.middle)",
      "history of pod quiet/cart-1", "history of slice */*",
      "pods serving */*", "pods selected by */*", "slices of */*", "endpoints of quiet/*",
    ] {
      let planned = try store.answer("explain \(question)").cellTexts.filter { $0[1] == "read" }
      let read = try store.answer("explain analyze \(question)").cellTexts.filter {
        $0[1] == "read" && !$0[5].isEmpty
      }
      #expect(!read.isEmpty, "\(question)")
      let names = Set(planned.map { $0[2] })
      for cells in read { #expect(names.contains(cells[2]), "\(question): \(cells[2])") }
    }
  }
}
