import HindcastTestSupport
import QueryEngine
import Testing
import TopologyModel

/// A slice of a Service's timeline is what evaluating the question gives.
@Suite struct TimelineProperties {
  @Test("slices of timelines are the evaluated answers, also when more was told since")
  func slices() throws {
    var slices = 0
    try PropertyDriver(count: 30).run { random in slices += try Self.checkSlices(&random) }
    #expect(slices > 20)
  }

  /// Holds slices to evaluated answers; returns how many timelines told.
  private static func checkSlices(
    _ random: inout SplitMix64,
    isWide: Bool = true
  ) throws -> Int {
    let history = try HistoryGenerator.history(
      &random,
      parts: random.number(1...2),
      isCalm: true,
      isWide: isWide
    )
    let store = try TestStore()
    let cache = PlanCache(timelineAsksMin: 0)
    let drafts = history.inSomeOrder(&random)
    let half = drafts.count / 2
    for part in [drafts[..<half], drafts[half...]] {
      try store.append(Array(part), &random)
      try check(store, history, cache, &random)
    }
    return cache.timelineSliceCount
  }

  @Test(
    "so they are where a row goes on in a listing whose address is listed a second time",
    arguments: [UInt64(3_336_306_756)]
  )
  func adjoining(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    _ = try Self.checkSlices(&random, isWide: false)
  }

  @Test("spans from timelines are the evaluated answers, with ends, evidence, and notes")
  func spans() throws {
    var slices = 0
    try PropertyDriver(count: 30).run { random in slices += try Self.checkSpans(&random) }
    #expect(slices > 20)
  }

  @Test(
    "so it is where a row was told with the event of a state that had no duration",
    arguments: [UInt64(1_732_127_429)]
  )
  func found(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    _ = try Self.checkSpans(&random, isWide: false)
  }

  /// Holds spans from timelines to evaluated ones; returns how many timelines told.
  private static func checkSpans(
    _ random: inout SplitMix64,
    isWide: Bool = true
  ) throws -> Int {
    let history = try HistoryGenerator.history(
      &random,
      parts: random.number(1...2),
      isCalm: random.oneIn(2),
      isWide: isWide
    )
    let store = try TestStore()
    try store.append(history.inSomeOrder(&random), &random)
    let cache = PlanCache(timelineAsksMin: 0)
    let instants = Questions.instants(of: history, count: 8, &random).sorted()
    var spans = Array(zip(instants, instants.dropFirst(2)))
    // What is kept of a stretch is that of a span around it.
    if isWide, let first = instants.first, let last = instants.last, !spans.isEmpty {
      spans[0] = (first, last)
    }
    for (from, until) in spans where from < until {
      for question in spanned(history, &random) {
        for stage in stages {
          let query = "pods serving \(question) from \(from) to \(until)\(stage)"
          let evaluated = try store.answer(query, isOptimized: false)
          try Check.equal(evaluated.wholeText, store.answer(query).wholeText, query)
          let kept = try store.answer(query, cache: cache)
          try Check.equal(evaluated.wholeText, kept.wholeText, "\(query), kept")
        }
      }
    }
    return cache.timelineSliceCount
  }

  @Test("owners of addresses from the runs of their holders are the evaluated answers")
  func owners() throws {
    var slices = 0
    try PropertyDriver(count: 20).run { random in
      let history = try HistoryGenerator.history(&random, parts: random.number(1...2))
      let store = try TestStore()
      let cache = PlanCache()
      let drafts = history.inSomeOrder(&random)
      let half = drafts.count / 2
      for part in [drafts[..<half], drafts[half...]] {
        try store.append(Array(part), &random)
        let unowned = history.hasNamespaces ? "10.2.1.0" : "10.9.9.9"
        for address in ["10.0.1.0", "10.0.1.1", "10.0.2.0", "10.96.0.0", unowned] {
          for stage in ["", " | where kind != \"Pod\"", " | count", " | select name, role"] {
            for instant in Questions.instants(of: history, count: 4, &random) {
              let query = "owners of ip \(address) at \(instant)\(stage)"
              let evaluated = try store.answer(query, isOptimized: false)
              let kept = try store.answer(query, cache: cache)
              try Check.equal(evaluated.wholeText, kept.wholeText, query)
            }
          }
        }
      }
      slices += cache.timelineSliceCount
    }
    #expect(slices > 20)
  }

  private static let stages = [
    "", " | where zone != \"b\"", " | outages", " | count", " | share by pod", " | select pod",
    " | changes", " | throughout", " | where zone != \"b\" | outages",
  ]

  /// Services that are asked about at instants, of one namespace and of all.
  private static func services(_ history: History, _ random: inout SplitMix64) -> [String] {
    guard history.hasNamespaces else { return ["s0", "s1", "*/*"] }
    return [
      "s0", random.pick(["s1", "b/s0", "b/s1"]) ?? "s1", random.pick(["*/*", "a/*"]) ?? "*/*",
    ]
  }

  /// What is asked over spans, of one namespace and of all.
  private static func spanned(_ history: History, _ random: inout SplitMix64) -> [String] {
    let ofOne = ["s0", "s1 on port http", "s1", "a/s1 on port http"]
    guard history.hasNamespaces else { return ofOne + ["*/*", "a/*"] }
    let others = ["b/s0", "b/s1 on port http", "b/*", "*/s0"]
    let some = ofOne.map { random.oneIn(3) ? random.pick(others) ?? $0 : $0 }
    return some + (random.oneIn(2) ? ["*/*", "a/*"] : ["a/*", "*/*"])
  }

  private static func check(
    _ store: TestStore,
    _ history: History,
    _ cache: PlanCache,
    _ random: inout SplitMix64
  ) throws {
    for service in services(history, &random) {
      for port in ["", " on port http", " on port 80"] {
        for instant in Questions.instants(of: history, count: 8, &random) {
          let query = "pods serving \(service)\(port) at \(instant)"
          let evaluated = try store.answer(query, isOptimized: false)
          let sliced = try store.answer(query, cache: cache)
          try Check.equal(evaluated.wholeText, sliced.wholeText, query)
        }
      }
    }
  }
}
