import KubernetesRules
import Testing
import TopologyModel

@Suite struct SliceFindingsTests {
  private typealias Make = FindingSample

  private func addresses(_ addresses: [String], type: String = "IPv4") -> ObservedSlice {
    Make.slice(endpoints: addresses.map(Make.bare)) { $0.addressType = type }
  }

  @Test(
    arguments: [
      "127.0.0.1", "127.8.9.10", "::1", "169.254.169.254", "fe80::1", "febf::1", "224.0.0.251",
      "ff02::1", "0.0.0.0", "::",
    ]
  )
  func refusedAddressesAreSpecial(address: String) {
    #expect(Make.found(.specialAddress, slice: addresses([address])) == ["error web-a \(address)"])
    #expect(Make.found(.oddAddress, slice: addresses([address])) == [])
  }

  @Test(
    arguments: ["224.0.1.1", "255.255.255.255", "0.1.2.3", "ff01::1", "240.0.0.1", "ff0e::5"]
  )
  func addressesThatNoPodCanOwnAreOdd(address: String) {
    #expect(Make.found(.oddAddress, slice: addresses([address])) == ["warning web-a \(address)"])
    #expect(Make.found(.specialAddress, slice: addresses([address])) == [])
  }

  @Test(arguments: ["10.0.0.1", "2001:db8::1", "fec0::1", "example.com"])
  func ordinaryAddressesAreFine(address: String) {
    #expect(Make.found(.specialAddress, slice: addresses([address])) == [])
    #expect(Make.found(.oddAddress, slice: addresses([address])) == [])
  }

  @Test func specialAddressesCountOnceForASliceAndInEveryPlaceAndType() {
    let twice = addresses(["127.0.0.1", "127.0.0.1", "10.0.0.1", "127.0.0.2"])
    #expect(
      Make.found(.specialAddress, slice: twice)
        == ["error web-a 127.0.0.1", "error web-a 127.0.0.2"]
    )
    let second = Make.slice(endpoints: [Make.endpoint(1) { $0.addresses.append("::1") }])
    #expect(Make.found(.specialAddress, slice: second) == ["error web-a ::1"])
    #expect(
      Make.found(.specialAddress, slice: addresses(["127.0.0.1"], type: "FQDN"))
        == ["error web-a 127.0.0.1"]
    )
  }

  @Test func evidenceNamesThePlaceAndTheRevisionOfTheEndpoint() throws {
    let input = SliceFindingsInput(
      slice: addresses(["10.0.0.1", "127.0.0.1"]),
      service: .present,
      version: .v1(36)
    )
    let finding = try #require(SliceFindings.findings(input).first)
    #expect(
      finding.evidence == [
        FindingEvidence(
          object: Make.reference(.endpointSlice, "web-a"),
          revision: "39",
          field: "endpoints[1].addresses[0]",
          value: "127.0.0.1"
        )
      ]
    )
    #expect(finding.message == "endpoint address `127.0.0.1` is a loopback address")
  }

  @Test(arguments: ["010.0.0.1", "::ffff:10.0.0.1"])
  func lenientAddressesAreNonCanonicalAndRefusedAnew(address: String) {
    let slice = addresses([address])
    #expect(Make.found(.nonCanonicalAddress, slice: slice) == ["info web-a \(address)"])
    #expect(Make.found(.strictIP, slice: slice) == ["warning web-a \(address)"])
  }

  @Test func longFormsOfIPv6AreOnlyNonCanonical() {
    let slice = addresses(["2001:DB8::0:1"], type: "IPv6")
    #expect(Make.found(.nonCanonicalAddress, slice: slice) == ["info web-a 2001:DB8::0:1"])
    #expect(Make.found(.strictIP, slice: slice) == [])
    let canonical = addresses(["10.0.0.1"])
    #expect(Make.found(.nonCanonicalAddress, slice: canonical) == [])
    #expect(Make.found(.strictIP, slice: canonical) == [])
    #expect(Make.found(.strictIP, slice: addresses(["010.0.0.1"], type: "FQDN")) == [])
  }

  @Test func domainNamesAreDeprecated() {
    let slice = addresses(["db.example.com"], type: "FQDN")
    #expect(Make.found(.fqdnAddressType, slice: slice) == ["warning web-a"])
    #expect(Make.found(.fqdnAddressType, slice: addresses(["::2"], type: "IPv6")) == [])
  }

  @Test func severalAddressesOfAnEndpointAreTooMany() {
    let slice = Make.slice(endpoints: [
      Make.endpoint(1) { $0.addresses.append("10.0.0.9") }, Make.endpoint(2),
      Make.endpoint(3) { $0.addresses = [] },
    ])
    #expect(Make.found(.extraAddresses, slice: slice) == ["warning web-a 10.0.0.1"])
  }

  @Test(arguments: [nil, ""])
  func slicesWithoutServiceAreFound(label: String?) {
    let slice = Make.slice(endpoints: []) {
      Make.label(&$0, EndpointSliceFacts.serviceNameLabel, label)
    }
    for presence in ServicePresence.allCases {
      #expect(
        Make.found(.sliceWithoutService, slice: slice, service: presence) == ["warning web-a"]
      )
      #expect(Make.found(.sliceOrphan, slice: slice, service: presence) == [])
    }
  }

  @Test func orphansNeedAMissingService() {
    let slice = Make.slice(endpoints: [])
    #expect(Make.found(.sliceOrphan, slice: slice, service: .missing) == ["warning web-a"])
    #expect(Make.found(.sliceOrphan, slice: slice, service: .present) == [])
    #expect(Make.found(.sliceOrphan, slice: slice, service: .notObserved) == [])
    #expect(Make.found(.sliceWithoutService, slice: slice, service: .missing) == [])
  }

  @Test(arguments: [(nil, true), ("", true), ("staff", false)] as [(String?, Bool)])
  func slicesSayWhoManagesThem(manager: String?, isFound: Bool) {
    let slice = Make.slice(endpoints: []) { Make.label(&$0, Make.manager, manager) }
    #expect(Make.found(.sliceUnmanaged, slice: slice) == (isFound ? ["info web-a"] : []))
  }

  @Test(
    arguments: [
      (Make.controller, 100, false), (Make.controller, 101, true), ("staff", 101, false),
      ("staff", 899, false), ("staff", 900, true),
    ]
  )
  func bigSlicesAreFound(manager: String, count: Int, isFound: Bool) {
    let slice = Make.slice(endpoints: []) {
      Make.label(&$0, Make.manager, manager)
      $0.endpointCount = count
    }
    #expect(Make.found(.sliceOversize, slice: slice) == (isFound ? ["info web-a"] : []))
  }

  @Test func portsNeedNumbers() {
    let ports = [
      Sample.slicePort("http", nil), Sample.slicePort("dns", 0, transport: .udp),
      Sample.slicePort("", nil), Sample.slicePort("grpc", 9090),
    ]
    var slice = Make.slice(endpoints: []) { $0.ports = ports }
    #expect(
      Make.found(.slicePortNoNumber, slice: slice)
        == ["warning web-a TCP", "warning web-a dns/UDP", "warning web-a http/TCP"]
    )
    Make.label(&slice.facts, EndpointSliceFacts.serviceNameLabel, nil)
    #expect(Make.found(.slicePortNoNumber, slice: slice) == [])
  }

  @Test func mirroredSlicesAreDeprecatedFrom133() {
    let mirrored = Make.slice(endpoints: []) {
      Make.label(&$0, Make.manager, SliceOwnership.mirroringControllerName)
    }
    let own = Make.slice(endpoints: [])
    #expect(Make.found(.endpointsAPI, slice: mirrored, version: .v1(33)) == ["warning web-a"])
    #expect(Make.found(.endpointsAPI, slice: mirrored, version: .v1(32)) == [])
    #expect(Make.found(.endpointsAPI, slice: own) == [])
  }
}
