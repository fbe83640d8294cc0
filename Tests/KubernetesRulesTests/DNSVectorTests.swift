import KubernetesRules
import Testing
import TopologyModel

@Suite struct DNSVectorTests {
  @Test func allVectorsAreThere() {
    #expect(Vector.names(of: "dns").count == 29)
  }

  @Test(arguments: Vector.names(of: "dns"))
  func clusterDNSAgrees(name: String) throws {
    let vector = try Vector(kind: "dns", name: name)
    let profile = try #require(DNSSettings.Profile(rawValue: vector.when["profile"].text))
    var settings = DNSSettings(profile: profile)
    settings.zone = vector.when["zone"].text
    let reply = DNSAnswers.reply(
      name: vector.when["qname"].text,
      type: try #require(DNSRecordType(rawValue: vector.when["qtype"].text)),
      objects: objects(of: vector),
      settings: settings
    )
    #expect(reply.code.rawValue == vector.expect["rcode"].text)
    let expected = vector.expect["answers"].array.map {
      DNSRecord(
        name: $0["name"].text,
        type: DNSRecordType(rawValue: $0["type"].text) ?? .txt,
        data: $0["data"].string ?? $0["target"].text,
        port: $0["port"].int
      )
    }
    #expect(Set(reply.records) == Set(expected))
    #expect(reply.records.count == expected.count)
  }

  private func objects(of vector: Vector) -> DNSObjects {
    DNSObjects(
      services: vector.objects.services.map {
        .init(namespace: $0.key.namespace, name: $0.key.name, facts: $0.value)
      },
      slices: vector.objects.slices.map {
        .init(
          namespace: $0.reference.slot.namespace,
          facts: $0.facts,
          endpoints: $0.endpoints
        )
      },
      pods: vector.objects.pods.map { .init(namespace: $0.key.namespace, ips: $0.value.facts.ips) },
      namespaces: []
    )
  }
}
