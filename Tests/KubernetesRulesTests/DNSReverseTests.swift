import KubernetesRules
import Testing
import TopologyModel

@Suite struct DNSReverseTests {
  private func pointers(
    _ sample: DNSSample,
    _ name: String = "1.0.0.10.in-addr.arpa.",
    _ type: DNSRecordType = .ptr
  ) -> [String] {
    DNSSample.data(sample.askAnything(name, type))
  }

  @Test func aClusterIPPointsAtItsServiceAlone() {
    var sample = DNSSample(
      Sample.service { $0.clusterIPs = ["10.0.0.1"] },
      endpoints: [Sample.endpoint()]
    )
    sample.add(Sample.service { $0.clusterIPs = ["10.0.0.1"] }, name: "api", namespace: "shop")
    sample.add(Sample.service { $0.clusterIPs = ["10.0.0.1"] }, name: "zoo", namespace: "lab")
    #expect(pointers(sample) == ["zoo.lab.svc.cluster.local."])
    #expect(pointers(sample, "1.0.0.10.IN-ADDR.arpa", .a) == ["NOERROR"])
  }

  @Test func endpointsOfHeadlessServicesHaveNames() {
    let sample = DNSSample(
      Sample.headless(),
      endpoints: [
        Sample.endpoint { $0.hostname = "pet-0" }, Sample.endpoint("10.0.0.2"),
        Sample.endpoint("10.0.0.3", Sample.unready),
      ]
    )
    for sample in [sample, sample.specified] {
      #expect(pointers(sample) == ["pet-0.web.shop.svc.cluster.local."])
      #expect(pointers(sample, "2.0.0.10.in-addr.arpa") == ["10-0-0-2.web.shop.svc.cluster.local."])
      #expect(pointers(sample, "3.0.0.10.in-addr.arpa") == ["NXDOMAIN"])
    }
  }

  @Test func otherEndpointsHaveNamesInCoreDNSOnly() {
    let sample = DNSSample(Sample.service(), endpoints: [Sample.endpoint()])
    #expect(pointers(sample) == ["10-0-0-1.web.shop.svc.cluster.local."])
    #expect(pointers(sample.specified) == ["NXDOMAIN"])
    var unlabelled = DNSSample()
    unlabelled.add(Sample.slice(service: ""), [Sample.endpoint()])
    #expect(pointers(unlabelled) == ["NXDOMAIN"])
    var beside = sample.specified
    beside.add(Sample.headless(), name: "api")
    #expect(pointers(beside) == ["NXDOMAIN"])
    var elsewhere = DNSSample(Sample.headless())
    elsewhere.add(Sample.slice(), [Sample.endpoint()], namespace: "lab")
    #expect(pointers(elsewhere.specified) == ["NXDOMAIN"])
  }

  @Test func ipv6NamesAreNibbles() {
    let sample = DNSSample(Sample.service { $0.clusterIPs = ["2001:db8::a"] })
    let nibbles = "a.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2"
    #expect(pointers(sample, nibbles + ".ip6.arpa.") == ["web.shop.svc.cluster.local."])
    #expect(pointers(sample, "0." + nibbles + ".ip6.arpa.") == ["NXDOMAIN"])
    #expect(pointers(sample, "g" + nibbles.dropFirst() + ".ip6.arpa.") == ["NXDOMAIN"])
    #expect(pointers(sample, "0a" + nibbles.dropFirst() + ".ip6.arpa.") == ["NXDOMAIN"])
    #expect(pointers(sample, "xx." + nibbles + ".ip6.arpa.") == ["NXDOMAIN"])
    #expect(pointers(sample, "2001:db8::a.in-addr.arpa.") == ["NXDOMAIN"])
  }

  @Test(arguments: ["0.0.10", "1.1.0.0.10", "x.0.0.10", ""])
  func otherReverseNamesDoNotExist(name: String) {
    let sample = DNSSample(Sample.headless(), endpoints: [Sample.endpoint()])
    #expect(pointers(sample, name + ".in-addr.arpa") == ["NXDOMAIN"])
  }
}
