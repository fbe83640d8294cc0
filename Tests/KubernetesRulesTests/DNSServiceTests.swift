import KubernetesRules
import Testing
import TopologyModel

@Suite struct DNSServiceTests {
  private let unready = Sample.endpoint("10.0.0.3", Sample.unready)

  @Test func aClusterIPServiceIsItsAddresses() {
    let sample = DNSSample(
      Sample.service {
        $0.clusterIPs = ["10.96.0.10", "2001:db8::a"]
        $0.externalIPs = ["203.0.113.1"]
      },
      endpoints: [Sample.endpoint()]
    )
    #expect(sample.data("web.shop.svc") == ["10.96.0.10"])
    #expect(sample.data("web.shop.svc", .aaaa) == ["2001:db8::a"])
    #expect(sample.data("web.shop.svc", .cname) == ["NOERROR"])
    #expect(sample.data("api.shop.svc") == ["NXDOMAIN"])
    #expect(sample.data("web.lab.svc") == ["NXDOMAIN"])
    #expect(sample.data("a.b.c.web.shop.svc") == ["NXDOMAIN"])
  }

  @Test func aServiceWithoutAddressYetHasAName() {
    #expect(DNSSample(Sample.service { $0.clusterIPs = [] }).data("web.shop.svc") == ["NOERROR"])
  }

  @Test func aServiceWithoutPortsHasAddressesAndNoServiceRecords() {
    let sample = DNSSample(Sample.service { $0.ports = [] })
    #expect(sample.data("web.shop.svc") == ["10.96.0.10"])
    #expect(sample.data("web.shop.svc", .srv) == ["NOERROR"])
    #expect(sample.data("_http._tcp.web.shop.svc", .srv) == ["NXDOMAIN"])
  }

  @Test func namedPortsHaveServiceRecords() {
    let sample = DNSSample(
      Sample.service {
        $0.ports = [
          Sample.port("dns", 53, transport: .udp), Sample.port("dns", 54), Sample.port("", 55),
        ]
      }
    )
    let target = "web.shop.svc.cluster.local."
    for sample in [sample, sample.specified] {
      #expect(sample.data("_dns._udp.web.shop.svc", .srv) == ["\(target):53"])
      #expect(sample.data("_DNS._TCP.web.shop.svc", .srv) == ["\(target):54"])
      #expect(sample.data("_dns._sctp.web.shop.svc", .srv) == ["NXDOMAIN"])
      #expect(sample.data("_._tcp.web.shop.svc", .srv) == ["NXDOMAIN"])
    }
  }

  @Test func coreDNSGoesBeyondTheSpecification() {
    let sample = DNSSample(Sample.service(), endpoints: [Sample.endpoint()])
    let target = "web.shop.svc.cluster.local.:80"
    #expect(sample.data("web.shop.svc", .srv) == [target])
    #expect(sample.specified.data("web.shop.svc", .srv) == ["NOERROR"])
    #expect(sample.data("_http._tcp.web.shop.svc") == ["10.96.0.10"])
    #expect(sample.specified.data("_http._tcp.web.shop.svc") == ["NOERROR"])
    #expect(sample.data("http.tcp.web.shop.svc", .srv) == [target])
    #expect(sample.specified.data("http.tcp.web.shop.svc", .srv) == ["NXDOMAIN"])
    #expect(sample.specified.data("_http.tcp.web.shop.svc", .srv) == ["NXDOMAIN"])
    #expect(sample.data("10-0-0-1.web.shop.svc") == ["10.0.0.1"])
    #expect(sample.specified.data("10-0-0-1.web.shop.svc") == ["NXDOMAIN"])
  }

  @Test func emptyServicesVanishWhereCoreDNSIsToldSo() {
    var sample = DNSSample(Sample.service(), endpoints: [unready])
    #expect(sample.data("web.shop.svc") == ["10.96.0.10"])
    sample.settings.ignoresEmptyServices = true
    #expect(sample.data("web.shop.svc") == ["NXDOMAIN"])
    #expect(sample.specified.data("web.shop.svc") == ["10.96.0.10"])
    sample.add(Sample.slice(service: "api"), [Sample.endpoint()])
    sample.add(Sample.slice(), [Sample.endpoint()], namespace: "lab")
    sample.add(Sample.slice(), [EndpointFacts()])
    #expect(sample.data("web.shop.svc") == ["NXDOMAIN"])
    sample.add(Sample.slice(), [Sample.endpoint()])
    #expect(sample.data("web.shop.svc") == ["10.96.0.10"])
  }

  @Test func aHeadlessServiceIsItsReadyEndpoints() {
    let sample = DNSSample(
      Sample.headless(),
      endpoints: [
        Sample.endpoint("10.0.0.2"), Sample.endpoint("10.0.0.1"), unready,
        Sample.endpoint("10.0.0.4", Sample.serving),
      ]
    )
    #expect(sample.data("web.shop.svc") == ["10.0.0.1", "10.0.0.2"])
    #expect(sample.data("10-0-0-4.web.shop.svc") == ["NXDOMAIN"])
    #expect(sample.data("10-0-0-1.web.shop.svc", .aaaa) == ["NOERROR"])
    let none = DNSSample(Sample.headless(), endpoints: [unready])
    #expect(none.data("web.shop.svc") == ["NXDOMAIN"])
    #expect(DNSSample(Sample.headless()).data("web.shop.svc") == ["NXDOMAIN"])
  }

  @Test func onlySlicesOfTheServiceCount() {
    var sample = DNSSample(Sample.headless())
    sample.add(Sample.slice(service: "api"), [Sample.endpoint("10.0.0.1")])
    sample.add(Sample.slice(), [Sample.endpoint("10.0.0.2")], namespace: "lab")
    sample.add(Sample.slice { $0.addressType = "FQDN" }, [Sample.endpoint("10.0.0.3")])
    #expect(sample.data("web.shop.svc") == ["10.0.0.3"])
  }

  @Test func everyAddressIsPublishedByCoreDNSAlone() {
    let endpoint = Sample.endpoint { $0.addresses = ["10.0.0.1", "10.0.0.2"] }
    let sample = DNSSample(Sample.headless(), endpoints: [endpoint])
    #expect(sample.data("web.shop.svc") == ["10.0.0.1", "10.0.0.2"])
    #expect(sample.specified.data("web.shop.svc") == ["10.0.0.1"])
  }

  @Test func headlessServiceRecordsPointAtEndpoints() {
    let sample = DNSSample(
      Sample.headless(),
      endpoints: [Sample.endpoint { $0.hostname = "Pet-0" }, Sample.endpoint("10.0.0.2")]
    )
    let pet = "pet-0.web.shop.svc.cluster.local."
    let dashed = "10-0-0-2.web.shop.svc.cluster.local."
    #expect(sample.data("_http._tcp.web.shop.svc", .srv) == ["\(dashed):8080", "\(pet):8080"])
    #expect(
      sample.specified.data("_http._tcp.web.shop.svc", .srv) == ["\(dashed):80", "\(pet):80"]
    )
    #expect(sample.data("_https._tcp.web.shop.svc", .srv) == ["NXDOMAIN"])
    #expect(sample.data("pet-0.web.shop.svc", .srv) == ["\(pet):8080"])
    #expect(sample.specified.data("pet-0.web.shop.svc", .srv) == ["NOERROR"])
  }

  @Test func slicesWithoutPortsOrNumbersHaveAddressesOnly() {
    var sample = DNSSample(Sample.headless { $0.ports = [] })
    sample.add(Sample.slice(ports: []), [Sample.endpoint("10.0.0.1")])
    sample.add(Sample.slice(ports: [Sample.slicePort("http", nil)]), [Sample.endpoint("10.0.0.2")])
    #expect(sample.data("web.shop.svc") == ["10.0.0.1", "10.0.0.2"])
    #expect(sample.data("web.shop.svc", .srv) == ["NOERROR"])
    #expect(sample.data("_http._tcp.web.shop.svc", .srv) == ["NOERROR"])
    #expect(sample.data("_x._tcp.web.shop.svc", .srv) == ["NXDOMAIN"])
  }

  @Test func unnamedPortsHaveNoNameBelowAHeadlessService() {
    var sample = DNSSample(Sample.headless { $0.ports = [Sample.port("")] })
    sample.add(Sample.slice(ports: [Sample.slicePort("")]), [Sample.endpoint()])
    #expect(sample.data("_._tcp.web.shop.svc", .srv) == ["NXDOMAIN"])
    #expect(sample.data("web.shop.svc") == ["10.0.0.1"])
  }

  @Test func endpointsAreNamedByHostThenPodThenAddress() {
    let target = EndpointFacts.Target(kind: "Pod", namespace: "shop", name: "Web-1", uid: "u")
    let endpoint = Sample.endpoint("2001:DB8::1") {
      $0.hostname = ""
      $0.target = target
    }
    var sample = DNSSample(Sample.headless(), endpoints: [endpoint])
    #expect(sample.data("2001-db8--1.web.shop.svc", .aaaa) == ["2001:db8::1"])
    sample.settings.namesEndpointsByPod = true
    #expect(sample.data("web-1.web.shop.svc", .aaaa) == ["2001:db8::1"])
    #expect(sample.data("2001-db8--1.web.shop.svc", .aaaa) == ["NXDOMAIN"])
    sample.objects.slices[0].endpoints[0].target?.name = String(repeating: "a", count: 64)
    #expect(sample.data("2001-db8--1.web.shop.svc", .aaaa) == ["2001:db8::1"])
    sample.objects.slices[0].endpoints[0].hostname = "pet"
    #expect(sample.data("pet.web.shop.svc", .aaaa) == ["2001:db8::1"])
  }
}
