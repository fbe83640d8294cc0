import KubernetesRules
import Testing
import TopologyModel

/// Names that lead to no Service, and names in general.
@Suite struct DNSNameTests {
  private let web = DNSSample(Sample.service())

  @Test func theZoneAndItsBranchesExistWithoutRecords() {
    #expect(web.askAnything("cluster.local.") == DNSReply(code: .noError, records: []))
    #expect(web.data("svc") == ["NOERROR"])
    #expect(web.data("pod") == ["NOERROR"])
    #expect(web.data("shop.svc") == ["NOERROR"])
    #expect(web.data("shop.pod") == ["NOERROR"])
    #expect(web.data("lab.svc") == ["NXDOMAIN"])
    #expect(web.data("lab.pod") == ["NXDOMAIN"])
    #expect(web.data("web") == ["NXDOMAIN"])
  }

  @Test func namespacesExistByTheirObjects() {
    var sample = DNSSample()
    #expect(sample.data("shop.svc") == ["NXDOMAIN"])
    sample.objects.namespaces = ["shop"]
    #expect(sample.data("shop.svc") == ["NOERROR"])
    sample.objects.namespaces = []
    sample.add(Sample.slice(), [])
    #expect(sample.data("shop.svc") == ["NOERROR"])
    sample.objects.slices = []
    sample.objects.pods = [.init(namespace: "shop", ips: [])]
    #expect(sample.data("shop.svc") == ["NOERROR"])
  }

  @Test func namesOutsideTheZoneAreRefused() {
    #expect(web.askAnything("example.com.").code == .refused)
    #expect(web.askAnything("web.shop.svc.cluster.local.example.com").code == .refused)
    #expect(web.askAnything("local").code == .refused)
  }

  @Test func theZoneIsASetting() {
    var sample = web
    sample.settings.zone = "k8s.example.com"
    #expect(sample.askAnything("web.shop.svc.k8s.example.com").records.count == 1)
    #expect(sample.data("web.shop.svc") == ["REFUSED"])
  }

  @Test func namesCompareWithoutCaseOrFinalDot() {
    let expected = [
      DNSRecord(name: "web.shop.svc.cluster.local.", type: .a, data: "10.96.0.10", port: nil)
    ]
    #expect(web.askAnything("WEB.shop.svc.Cluster.Local").records == expected)
    #expect(web.askAnything("web.shop.svc.cluster.local.").records == expected)
  }

  @Test func theVersionIsATextRecord() {
    let sample = DNSSample()
    #expect(sample.data("dns-version", .txt) == [DNSAnswers.specificationVersion])
    #expect(sample.data("dns-version", .a) == ["NOERROR"])
    #expect(sample.data("x.dns-version", .txt) == ["NXDOMAIN"])
  }

  @Test func typesAreReadInAnyCase() {
    #expect(DNSRecordType(anyCase: "aaaa") == .aaaa)
    #expect(DNSRecordType(anyCase: "MX") == nil)
  }

  @Test func recordsAreOrderedAndOnce() {
    let records = ["10.0.0.10", "10.0.0.9", "10.0.0.9"].map {
      DNSRecord(name: "a.", type: .a, data: $0, port: nil)
    }
    let services = (1...9).map {
      DNSRecord(name: "a.", type: .srv, data: "b.", port: $0)
    }
    let other = DNSRecord(name: "A.", type: .txt, data: "b.", port: nil)
    let reply = DNSReply(code: .noError, records: services.reversed() + [other] + records)
    #expect(reply.records == [other, records[1], records[0]] + services)
  }

  @Test func podRecordsFollowTheSetting() {
    var sample = DNSSample()
    sample.objects.pods = [.init(namespace: "shop", ips: ["10.0.0.1", "2001:db8::1"])]
    #expect(sample.data("10-9-9-9.shop.pod") == ["10.9.9.9"])
    #expect(sample.data("10-9-9-9.shop.pod", .aaaa) == ["NOERROR"])
    #expect(sample.data("2001-db8--9.shop.pod", .aaaa) == ["2001:db8::9"])
    #expect(sample.data("10-9-9-9.lab.pod") == ["NXDOMAIN"])
    #expect(sample.data("web-1.shop.pod") == ["NXDOMAIN"])
    #expect(sample.data("x.10-9-9-9.shop.pod") == ["NXDOMAIN"])
    sample.settings.podRecords = .verified
    #expect(sample.data("10-9-9-9.shop.pod") == ["NXDOMAIN"])
    #expect(sample.data("10-0-0-1.shop.pod") == ["10.0.0.1"])
    #expect(sample.data("2001-db8--1.shop.pod", .aaaa) == ["2001:db8::1"])
    sample.objects.pods.append(.init(namespace: "lab", ips: []))
    #expect(sample.data("10-0-0-1.lab.pod") == ["NXDOMAIN"])
    sample.settings.podRecords = .disabled
    #expect(sample.data("10-0-0-1.shop.pod") == ["NXDOMAIN"])
    #expect(sample.data("shop.pod") == ["NXDOMAIN"])
  }
}
