import KubernetesObjects
import KubernetesRules
import Simulation
import Testing
import TopologyModel

/// The objects of simulations, against what the decoder reads and the controller's rules say.
@Suite struct ObjectTests {
  @Test("every object can be read, and is as large as real ones are")
  func sizes() throws {
    let recording = try SimulatedRecording(SimulatedRecording.lively(seed: 4, events: 3_000))
    var bytes: [ResourceKind: [Int]] = [:]
    for record in recording.records {
      guard let body = Self.body(record) else { continue }
      let object = try Self.decode(body, record.kind)
      #expect(object.revision == "\(record.revision)")
      bytes[record.kind, default: []].append(body.count)
    }
    let running = (bytes[.pod] ?? []).filter { $0 > 4_500 }
    #expect(running.count * 10 > (bytes[.pod] ?? []).count * 7, "most Pods run")
    #expect((bytes[.pod] ?? []).max() ?? 0 < 8_000)
    #expect(bytes[.service]?.isEmpty == false)
    #expect(bytes[.node]?.isEmpty == false)
  }

  @Test("slices are what the rules make of the Pods", arguments: [1, 2, 3] as [UInt64])
  func membership(seed: UInt64) throws {
    var parameters = SimulatedRecording.lively(seed: seed, events: 1)
    parameters.events = nil
    parameters.hours = 0.1
    parameters.lag = 1
    parameters.gapsOfDay = 0
    let world = try SimulatedWorld(try SimulatedRecording(parameters).records)
    var compared = 0
    for (service, slot) in world.services where ServiceSelection.isReconciled(service) {
      let written = world.written(slot)
      let computed = world.computed(service, slot)
      #expect(written == computed, "\(slot)")
      compared += computed.count
    }
    #expect(compared > 100)
  }

  @Test("no slice has more than 100 endpoints, all of its ports, and large Services have several")
  func splits() throws {
    var parameters = SimulatedRecording.lively(seed: 1, events: 2_000)
    parameters.services = 2
    parameters.pods = 300
    let recording = try SimulatedRecording(parameters)
    var largest = 0
    for record in recording.records where record.kind == .endpointSlice {
      guard let body = Self.body(record),
        case .endpointSlice(let slice, let endpoints) = try Self.decode(body, .endpointSlice).facts
      else { continue }
      largest = max(largest, endpoints.count)
      #expect(endpoints.isEmpty == slice.ports.isEmpty)
    }
    #expect(largest == 100)
  }

  @Test("an address goes to another Pod within a minute of its release")
  func reuse() throws {
    var parameters = SimulatedRecording.lively(seed: 9, events: 6_000)
    parameters.gapsOfDay = 0
    let recording = try SimulatedRecording(parameters)
    var released: [String: Instant] = [:]
    var reused = 0
    let held = recording.truths.compactMap { truth in
      if case .address(let address) = truth { address } else { nil }
    }
    for address in held {
      if let until = address.until { released[address.address + "|" + address.pod] = until }
    }
    let byAddress = Dictionary(grouping: held, by: \.address)
    for holders in byAddress.values {
      let sorted = holders.sorted { $0.from < $1.from }
      for (former, next) in zip(sorted, sorted.dropFirst()) {
        guard let until = former.until else { continue }
        #expect(until <= next.from, "\(former) and \(next) at once")
        if next.from.nanoseconds - until.nanoseconds < 60_000_000_000 { reused += 1 }
      }
    }
    #expect(reused > 20)
  }

  @Test("what can happen in a cluster happens")
  func behaviors() throws {
    var parameters = SimulatedRecording.lively(seed: 12, events: 8_000)
    parameters.services = 30
    parameters.nodes = 8
    let seen = try SimulatedBehaviors(try SimulatedRecording(parameters).records)
    #expect(seen.restarts > 3, "crash loops")
    #expect(seen.cordons > 0, "drains")
    #expect(seen.versions > 40, "rollouts")
    #expect(seen.portsOfOneService > 1, "slices of both ports")
    #expect(seen.servicesDeleted > 0)
    #expect(seen.namesAgain > 0, "a Service that comes again under its name")
    #expect(seen.fallbacks > 0, "readiness that is lost while a Pod runs")
    #expect(seen.expiries > 3)
    #expect(seen.pauses > 0, "a watch that goes on where it was")
    #expect(seen.otherPorts > 0, "Services whose port got another number")
    #expect(seen.families == ["IPv4", "IPv6"])
  }

  static func body(_ record: SimulatedRecord) -> [UInt8]? {
    switch record.content {
    case .change(_, let body), .listItem(let body): body
    case .listBegan, .listEnded, .bookmark, .resumed, .expired, .paused, .continued, .ended: nil
    }
  }

  static func decode(_ body: [UInt8], _ kind: ResourceKind) throws -> DecodedObject {
    try JSONParser().withDocument(body) { try ObjectDecoder.decode($0, kind: kind) }
  }
}
