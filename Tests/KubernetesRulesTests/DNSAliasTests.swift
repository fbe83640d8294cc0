import KubernetesRules
import Testing
import TopologyModel

@Suite struct DNSAliasTests {
  private func alias(_ target: String) -> ServiceFacts {
    var facts = ServiceFacts()
    facts.type = "ExternalName"
    facts.externalName = target
    return facts
  }

  @Test func anAliasPointsAtItsValue() {
    for target in ["DB.example.com", "db.example.com."] {
      let sample = DNSSample(alias(target))
      for sample in [sample, sample.specified] {
        for type in [DNSRecordType.a, .aaaa, .cname, .txt] {
          let expected = DNSRecord(
            name: "web.shop.svc.cluster.local.",
            type: .cname,
            data: "db.example.com.",
            port: nil
          )
          #expect(sample.ask("web.shop.svc", type).records == [expected])
        }
      }
    }
  }

  @Test func nothingIsBelowAnAlias() {
    let sample = DNSSample(alias("db.example.com"), endpoints: [Sample.endpoint()])
    #expect(sample.data("10-0-0-1.web.shop.svc") == ["NXDOMAIN"])
    #expect(sample.data("_http._tcp.web.shop.svc", .srv) == ["NXDOMAIN"])
  }

  @Test func anAddressIsNoNameForCoreDNS() {
    let sample = DNSSample(alias("10.0.0.1"))
    #expect(sample.data("web.shop.svc") == ["NXDOMAIN"])
    #expect(sample.specified.data("web.shop.svc") == ["10.0.0.1."])
    #expect(DNSSample(alias("")).data("web.shop.svc") == ["NXDOMAIN"])
  }

  @Test func coreDNSFollowsAliasesInsideTheZone() {
    var sample = DNSSample(alias("api.lab.svc.cluster.local"))
    #expect(sample.data("web.shop.svc") == ["NOERROR"])
    #expect(sample.data("web.shop.svc", .cname) == ["api.lab.svc.cluster.local."])
    sample.add(Sample.service(), name: "api", namespace: "lab")
    #expect(Set(sample.data("web.shop.svc")) == ["api.lab.svc.cluster.local.", "10.96.0.10"])
    #expect(sample.data("web.shop.svc", .aaaa) == ["NOERROR"])
    #expect(sample.specified.data("web.shop.svc") == ["api.lab.svc.cluster.local."])
  }

  @Test func loopsEnd() {
    var sample = DNSSample(alias("web.shop.svc.cluster.local"))
    #expect(sample.data("web.shop.svc") == ["NOERROR"])
    sample = DNSSample(alias("api.shop.svc.cluster.local"))
    sample.add(alias("web.shop.svc.cluster.local"), name: "api")
    #expect(sample.data("web.shop.svc") == ["NOERROR"])
  }

  @Test func longChainsEnd() {
    func chain(_ length: Int) -> DNSReply {
      var sample = DNSSample()
      for index in 0..<length {
        sample.add(alias("a\(index + 1).shop.svc.cluster.local"), name: "a\(index)")
      }
      sample.add(Sample.service(), name: "a\(length)")
      return sample.ask("a0.shop.svc")
    }
    #expect(chain(DNSAnswers.aliasesMax - 1).records.count == DNSAnswers.aliasesMax)
    #expect(chain(DNSAnswers.aliasesMax).records.isEmpty)
  }
}
