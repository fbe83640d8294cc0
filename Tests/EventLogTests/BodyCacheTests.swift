import Testing

@testable import EventLog

/// Bodies that are kept for others to build on.
@Suite struct BodyCacheTests {
  private static func entry(_ position: Int64, _ count: Int) -> BodyCache<Int64>.Entry {
    BodyCache.Entry(position: position, depth: 0, body: [UInt8](repeating: 1, count: count))
  }

  @Test("bodies without bytes take no room, and drive none out")
  func empty() {
    var cache = BodyCache<Int64>(bytesMax: 10_000)
    cache.insert(Self.entry(1, 5000), for: 1)
    for position in Int64(2)..<100_000 { cache.insert(Self.entry(position, 0), for: position) }
    #expect(cache.count == 1)
    #expect(cache[1]?.body.count == 5000)
    #expect(cache[2] == nil)
    cache.insert(Self.entry(1, 0), for: 1)
    #expect(cache[1] == nil)
  }

  @Test("the bound holds for many short bodies, too, and the oldest leave")
  func short() {
    var cache = BodyCache<Int64>(bytesMax: 10_000)
    for position in Int64(0)..<10_000 { cache.insert(Self.entry(position, 1), for: position) }
    #expect((10...100).contains(cache.count))
    #expect(cache[0] == nil)
    #expect(cache[9999]?.position == 9999)
  }
}
