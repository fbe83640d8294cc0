import EventLog
import HindcastTestSupport
import KubernetesRules
import Testing
import TopologyModel

@testable import Projections

@Suite("Layouts of facts")
struct FactsLayoutTests {
  private static let addresses = [
    "", "10.0.0.1", "255.255.255.255", "0.0.0.0", "10.0.0.01", "10.0.0", "10.0.0.256", "fd00::1",
    "FD00::1", "fd00:0::1", "::ffff:10.0.0.1", "::", "fd00:10:244:2::3", "host.example",
    "10.0.0.1 ",
  ]
  private static let uids = [
    "", "uid-1", "9e5cea11-3ce8-4dd0-b0b1-851b6e4923e9", "9E5CEA11-3ce8-4dd0-b0b1-851b6e4923e9",
    "9e5cea11-3ce8-4dd0-b0b1_851b6e4923e9", "00000000-0000-0000-0000-000000000000",
    "9e5cea11-3ce8-4dd0-b0b1-851b6e4923e", "g0000000-0000-0000-0000-000000000000",
  ]
  private static let times: [Instant?] = [
    nil, Instant(nanoseconds: 1_795_132_800_000_000_000), Instant(nanoseconds: 0),
    Instant(nanoseconds: 1_795_132_801_000_000_000), Instant(nanoseconds: -7_000_000_000),
    Instant(nanoseconds: 1_795_132_800_000_000_001), Instant(nanoseconds: .max),
    Instant(nanoseconds: .min),
  ]

  private static func pod(_ numbers: inout SplitMix64) -> PodFacts {
    var pod = PodFacts()
    pod.phase = numbers.choice(PodFacts.phases + ["", "Resting"])
    pod.ready = numbers.choice([.isTrue, .isFalse, .absent, .unknown])
    pod.ips = (0..<numbers.number(0...3)).map { _ in numbers.choice(addresses) }
    pod.primaryIP = numbers.choice(addresses + pod.ips + pod.ips)
    pod.hostIPs = (0..<numbers.number(0...2)).map { _ in numbers.choice(addresses) }
    pod.nodeName = numbers.choice(["", "node-1"])
    pod.hostname = numbers.choice(["", "pod-1"])
    pod.creationTimestamp = numbers.choice(times)
    pod.readySince = numbers.choice(times)
    pod.deletionTimestamp = numbers.choice(times)
    return pod
  }

  private static func endpoint(_ numbers: inout SplitMix64) -> EndpointFacts {
    var endpoint = EndpointFacts()
    endpoint.addresses = (0..<numbers.number(0...3)).map { _ in numbers.choice(addresses) }
    endpoint.ready = numbers.choice([nil, false, true])
    endpoint.serving = numbers.choice([nil, false, true])
    endpoint.terminating = numbers.choice([nil, false, true])
    endpoint.nodeName = numbers.choice(["", "node-1"])
    if numbers.number(0...3) > 0 {
      endpoint.target = EndpointFacts.Target(
        kind: numbers.choice(["Pod", "Node", ""]),
        namespace: "shop",
        name: "a",
        uid: numbers.choice(uids)
      )
    }
    return endpoint
  }

  @Test("what a Pod has of its own reads back, whole and in place", arguments: UInt64(1)...20)
  func pods(seed: UInt64) throws {
    var numbers = SplitMix64(seed: seed)
    for _ in 0..<200 {
      let pod = Self.pod(&numbers)
      let bytes = pod.stateBytes(template: 7, placement: 300)
      var reader = ByteReader(bytes)
      #expect(try reader.integer() == 7 && reader.integer() == 300)
      var found = try PodFacts(template: pod.templateBytes())
      try found.readPlacement(pod.placementBytes())
      try found.readState(&reader)
      #expect(found == pod)
      #expect(reader.isAtEnd)
      let holding = bytes.withUnsafeBytes { bytes -> PodHolding? in
        var cursor = LayoutCursor(bytes)
        _ = (cursor.integer(), cursor.integer())
        return PodHolding(&cursor, template: PodHolding.Template(pod), nodeName: pod.nodeName)
      }
      let expected = PodHolding(pod)
      #expect(holding?.addresses == expected.addresses)
      #expect(holding?.isFinished == expected.isFinished)
      #expect(holding?.isTerminating == expected.isTerminating)
    }
  }

  @Test("endpoints read back, whole and in place", arguments: UInt64(1)...20)
  func endpoints(seed: UInt64) throws {
    var numbers = SplitMix64(seed: seed)
    let from = CompactRevision(.lowest)
    for _ in 0..<200 {
      let endpoint = Self.endpoint(&numbers)
      let bytes = endpoint.layoutBytes()
      #expect(try EndpointFacts(layout: bytes) == endpoint)
      let run = bytes.withUnsafeBytes { EndpointRun(1, $0, from, nil) }
      #expect(run?.addresses == endpoint.addresses.map { AddressKey(text: $0) })
      #expect(run?.isReady == endpoint.isReady && run?.isServing == endpoint.isServing)
      #expect(run?.isTerminating == endpoint.isTerminating)
      #expect(run?.isPlaced == !endpoint.nodeName.isEmpty)
    }
  }

  @Test("usual Pods and endpoints take few bytes")
  func sizes() {
    var pod = PodFacts()
    pod.phase = "Running"
    pod.ips = ["10.244.4.211", "fd00:10:244:4::d3"]
    pod.primaryIP = pod.ips[0]
    pod.creationTimestamp = Self.times[1]
    pod.readySince = Self.times[3]
    #expect(pod.stateBytes(template: 7, placement: 1).count == 38)
    var endpoint = EndpointFacts()
    endpoint.addresses = ["10.244.4.211"]
    let uid = Self.uids[2]
    endpoint.target = EndpointFacts.Target(kind: "Pod", namespace: "a", name: "b", uid: uid)
    #expect(endpoint.layoutBytes().count == 34)
  }

  @Test("no bytes trap a reader, however they are cut or changed", arguments: UInt64(1)...10)
  func damaged(seed: UInt64) {
    var numbers = SplitMix64(seed: seed)
    for _ in 0..<300 {
      var bytes = Self.pod(&numbers).stateBytes(template: 7, placement: 300)
      bytes += Self.endpoint(&numbers).layoutBytes()
      bytes.removeFirst(numbers.number(0...bytes.count))
      if !bytes.isEmpty {
        bytes[numbers.number(0...bytes.count - 1)] = UInt8(numbers.number(0...255))
      }
      var reader = ByteReader(bytes)
      var pod = PodFacts()
      _ = try? pod.readState(&reader)
      _ = try? EndpointFacts(layout: bytes)
      bytes.withUnsafeBytes { bytes in
        var cursor = LayoutCursor(bytes)
        _ = PodHolding(&cursor, template: PodHolding.Template(pod), nodeName: "")
        _ = EndpointRun(1, bytes, CompactRevision(.lowest), nil)
      }
    }
  }
}

extension SplitMix64 {
  fileprivate mutating func choice<Element>(_ elements: [Element]) -> Element {
    elements[number(0...elements.count - 1)]
  }
}
