import QueryEngine
import Testing
import TopologyModel

/// Holds slices of Services' timelines to what evaluating the question gives, over recordings.
@Suite struct TimelineTests {
  private static let asksMax = 400

  @Test(
    "slices of timelines are the evaluated answers, with ends, evidence, and notes",
    arguments: Recording.small.filter { $0 != "seed" }
  )
  func slices(name: String) throws {
    let store = try TestStore()
    try store.importing([try Recording(name).path])
    let cache = PlanCache(timelineAsksMin: 0)
    let instants = try instants(store)
    let last = try #require(instants.last)
    let services = try services(store, at: last)
    #expect(services.count > 1)
    let stride = max(1, instants.count * services.count / Self.asksMax)
    var asked = 0
    for (index, service) in services.enumerated() {
      for (offset, instant) in instants.enumerated()
      where (offset + index).isMultiple(of: stride) {
        for question in ["pods serving \(service)", "pods serving \(service) on port 80"] {
          let query = "\(question) at \(instant)"
          let evaluated = try store.answer(query, isOptimized: false)
          let sliced = try store.answer(query, cache: cache)
          #expect(sliced == evaluated, "\(query)")
          asked += 1
        }
      }
    }
    for (offset, first) in instants.dropLast().enumerated() where offset.isMultiple(of: stride) {
      let end = instants[min(offset + 40, instants.count - 1)]
      for query in [
        "diff pods serving */* from \(first) to \(end)", "pods serving */web at \(first)",
      ] {
        let evaluated = try store.answer(query, isOptimized: false)
        #expect(try store.answer(query, cache: cache) == evaluated, "\(query)")
      }
    }
    // Most of the rest are Services without endpoints, and instants without a listing.
    #expect(cache.timelineSliceCount > asked / 20, "\(name): of \(asked)")
  }

  @Test(
    "spans from timelines are the evaluated answers, with ends, evidence, and notes",
    arguments: Recording.small.filter { $0 != "seed" }
  )
  func spans(name: String) throws {
    let store = try TestStore()
    try store.importing([try Recording(name).path])
    let cache = PlanCache(timelineAsksMin: 0)
    let instants = try instants(store)
    let services = try services(store, at: try #require(instants.last))
    let stride = max(1, instants.count / 4)
    var asked = 0
    for (index, service) in services.enumerated() {
      for (offset, from) in instants.enumerated() where (offset + index).isMultiple(of: stride) {
        let until = instants[min(offset + stride * (1 + index % 3), instants.count - 1)]
        guard from < until else { continue }
        for stage in ["", " | outages", " | count"] {
          let query = "pods serving \(service) from \(from) to \(until)\(stage)"
          let evaluated = try store.answer(query, isOptimized: false)
          #expect(try store.answer(query) == evaluated, "\(query)")
          #expect(try store.answer(query, cache: cache) == evaluated, "\(query), kept")
          asked += 1
        }
      }
    }
    #expect(cache.timelineSliceCount > asked / 20, "\(name): of \(asked)")
  }

  private func services(_ store: TestStore, at instant: Instant) throws -> [String] {
    try store.answer("services at \(instant) | select namespace, name").rows.map { row in
      "\(ValueText.plain(row.values[0]))/\(ValueText.plain(row.values[1]))"
    }
  }

  /// The instants at which something was proven, and those just before.
  private func instants(_ store: TestStore) throws -> [Instant] {
    let events = try store.answer("events").rows.compactMap(\.from)
    return Set(events.flatMap { [$0.advanced(byNanoseconds: -1), $0] }).sorted()
  }
}
