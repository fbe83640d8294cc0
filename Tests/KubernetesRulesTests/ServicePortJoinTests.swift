import KubernetesRules
import Testing
import TopologyModel

@Suite struct ServicePortJoinTests {
  @Test func nameAndProtocolJoinNotTheNumber() {
    let slice = Sample.slice(ports: [
      Sample.slicePort("other", 80), Sample.slicePort("http", 53, transport: .udp),
      Sample.slicePort("http", 9090),
    ])
    #expect(ServicePortJoin.slicePort(for: Sample.port(), in: slice)?.number == 9090)
    let udp = Sample.port("http", 53, transport: .udp)
    #expect(ServicePortJoin.slicePort(for: udp, in: slice)?.number == 53)
    #expect(ServicePortJoin.slicePort(for: Sample.port("https"), in: slice) == nil)
    let sctp = Sample.port("http", 80, transport: .sctp)
    #expect(ServicePortJoin.slicePort(for: sctp, in: slice) == nil)
  }

  @Test(arguments: [nil, 0])
  func aPortWithoutNumberNeverJoins(number: Int?) {
    let slice = Sample.slice(ports: [Sample.slicePort("http", number)])
    #expect(ServicePortJoin.slicePort(for: Sample.port(), in: slice) == nil)
  }

  @Test func anEmptyListOfPortsJoinsNothing() {
    #expect(ServicePortJoin.slicePort(for: Sample.port(), in: Sample.slice(ports: [])) == nil)
    #expect(ServicePortJoin.slicePort(for: Sample.port(""), in: Sample.slice(ports: [])) == nil)
  }

  @Test func theJoinWorksBackwardsToo() {
    let service = Sample.service {
      $0.ports = [Sample.port("dns", 53, transport: .udp), Sample.port("dns", 53)]
    }
    let found = ServicePortJoin.servicePort(for: Sample.slicePort("dns", 5353), in: service)
    #expect(found?.transport == .tcp)
    #expect(ServicePortJoin.servicePort(for: Sample.slicePort("x", 53), in: service) == nil)
    let sctp = Sample.slicePort("dns", 53, transport: .sctp)
    #expect(ServicePortJoin.servicePort(for: sctp, in: service) == nil)
  }
}
