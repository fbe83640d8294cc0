import EventLog
import HindcastTestSupport
import KubernetesObjects
import Projections
import Testing
import TopologyModel

@Suite("Endpoints that states of a slice share")
struct SharedEndpointTests {
  /// A slice whose endpoints change as controllers change them, and otherwise.
  private struct Slice {
    let name: String
    var endpoints: [String] = []

    var body: [UInt8] {
      let members = #"{"metadata":{"name":"\#(name)","namespace":"shop","uid":"uid-\#(name)"},"#
      let list = "\"addressType\":\"IPv4\",\"endpoints\":[\(endpoints.joined(separator: ","))]}"
      return Array((members + list).utf8)
    }

    mutating func change(_ random: inout SplitMix64) {
      let place = random.number(0...endpoints.count)
      switch random.number(0...7) {
      case 0, 1, 2: endpoints.insert(Self.endpoint(&random), at: place)
      case 3: endpoints += (0..<6).map { _ in Self.endpoint(&random) }
      case 4: if place < endpoints.count { endpoints.remove(at: place) }
      case 5: if place < endpoints.count { endpoints[place] = Self.endpoint(&random) }
      case 6: endpoints.shuffle(using: &random)
      default: endpoints = random.oneIn(4) ? [] : endpoints.map { $0 + " " }
      }
    }

    /// One of few, so that some come twice, and that of others the text alone differs.
    private static func endpoint(_ random: inout SplitMix64) -> String {
      let number = random.number(1...12)
      let isReady = random.oneIn(2)
      let name = random.oneIn(2) ? "pod" : "p\\u006fd"
      return #"{"addresses":["10.0.0.\#(number)"],"conditions":{"ready":\#(isReady)},"#
        + #""targetRef":{"kind":"Pod","name":"\#(name)-\#(number)-of-the-shop"}}"#
    }
  }

  private static func facts(_ body: [UInt8], _ memory: EndpointMemory?) throws -> ObjectFacts {
    try JSONParser().withDocument(body) {
      try ObjectDecoder.decode($0, kind: .endpointSlice, remembering: memory).facts
    }
  }

  private static func endpoints(_ facts: ObjectFacts) -> [EndpointFacts] {
    guard case .endpointSlice(_, let endpoints) = facts else { return [] }
    return endpoints
  }

  private static func draft(_ slice: Slice, _ revision: Int, _ facts: ObjectFacts) -> EventDraft {
    let slot = ObjectSlot(kind: .endpointSlice, namespace: "shop", name: slice.name)
    let feed = FeedDescription(
      cluster: "c",
      identity: "f",
      name: "f",
      format: "script",
      retention: "default",
      kubernetesVersion: ""
    )
    return EventDraft(
      feed: feed,
      epoch: 0,
      type: .modified,
      observedAt: Instant(nanoseconds: Int64(revision)),
      evidence: Evidence(channel: .watch, timeSource: .received),
      revision: Revision(String(revision)),
      content: .object(
        ObjectReference(slot: slot, uid: "uid-\(slice.name)"),
        assertion: .state,
        body: slice.body,
        facts: facts
      )
    )
  }

  @Test("are read as they are without a memory, and leave the same runs")
  func same() throws {
    var copies = 0
    try PropertyDriver(count: 30).run { random in
      let memory = EndpointMemory()
      var slices = ["a", "b", "c"].map { Slice(name: $0) }
      var former: [String: [EndpointFacts]] = [:]
      let (shared, apart) = (try TestStore(), try TestStore())
      for revision in 1...60 {
        let index = random.number(0...2)
        slices[index].change(&random)
        let slice = slices[index]
        let expected = try Self.facts(slice.body, nil)
        let found = try Self.facts(slice.body, memory)
        #expect(found == expected)
        let known = former[slice.name] ?? []
        copies += Self.endpoints(found).count { one in known.contains { $0.isCopy(of: one) } }
        former[slice.name] = Self.endpoints(found)
        let time = Instant(nanoseconds: Int64(revision))
        try shared.append([Self.draft(slice, revision, found)], recordedAt: time)
        try apart.append([Self.draft(slice, revision, expected)], recordedAt: time)
        if random.oneIn(20) { try shared.rebuild() }
      }
      #expect(try shared.dump() == apart.dump())
    }
    #expect(copies > 5_000)
  }

  @Test("a copy that is changed leaves the others as they were")
  func changed() {
    var endpoint = EndpointFacts()
    endpoint.nodeName = "node-1"
    var copy = endpoint
    #expect(copy.isCopy(of: endpoint))
    copy.zone = "a"
    #expect(endpoint.zone.isEmpty && copy.nodeName == "node-1")
    #expect(!copy.isCopy(of: endpoint) && copy != endpoint)
    copy.zone = ""
    #expect(!copy.isCopy(of: endpoint) && copy == endpoint)
    #expect(Set([copy, endpoint]).count == 1)
    #expect(EndpointFacts().nodeName.isEmpty)
  }

  @Test("the closest place is found first, and none that is too far", arguments: 0...9)
  func places(place: Int) {
    let matches = [0, 3, 4, 8]
    let found = (0..<10).first(near: place, within: 2) { matches.contains($0) }
    let distances = matches.map { abs($0 - place) }.filter { $0 <= 2 }
    #expect(found.map { abs($0 - place) } == distances.min())
    #expect((0..<0).first(near: place, within: 2) { _ in true } == nil)
    #expect((0..<10).first(near: place, within: 2) { $0 != place } == (place == 9 ? 8 : place + 1))
  }
}
