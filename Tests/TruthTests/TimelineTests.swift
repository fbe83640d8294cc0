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
    let names = try store.answer("services at \(last) | select namespace, name").rows
    let services = names.map { row in
      "\(ValueText.plain(row.values[0]))/\(ValueText.plain(row.values[1]))"
    }
    #expect(services.count > 1)
    let stride = max(1, instants.count * services.count / Self.asksMax)
    var asked = 0
    for (index, service) in services.enumerated() {
      for (offset, instant) in instants.enumerated()
      where (offset + index).isMultiple(of: stride) {
        for question in ["pods serving \(service)", "pods serving \(service) on port 80"] {
          let query = "\(question) at \(instant)"
          let evaluated = try store.answer(query)
          let sliced = try store.answer(query, cache: cache)
          #expect(sliced == evaluated, "\(query)")
          asked += 1
        }
      }
    }
    // Most of the rest are Services without endpoints, headless ones, and instants without a listing.
    #expect(cache.timelineSliceCount > asked / 20, "\(name): of \(asked)")
  }

  /// The instants at which something was proven, and those just before.
  private func instants(_ store: TestStore) throws -> [Instant] {
    let events = try store.answer("events").rows.compactMap(\.from)
    return Set(events.flatMap { [$0.advanced(byNanoseconds: -1), $0] }).sorted()
  }
}
