import KubernetesObjects
import Testing
import TopologyModel

struct ServiceDecodingTests {
  private struct WrongKind: Error {}

  private func service(_ object: DecodedObject) throws -> ServiceFacts {
    guard case .service(let facts) = object.facts else { throw WrongKind() }
    return facts
  }

  private func facts(_ members: String) throws -> ServiceFacts {
    try service(
      try Fixture.parse(#"{"metadata":{"name":"n"},\#(members)}"#) {
        try ObjectDecoder.decode($0, kind: .service)
      }
    )
  }

  private func fixture(_ name: String) throws -> ServiceFacts {
    try service(
      try JSONParser().withDocument(try Fixture.bytes(name)) {
        try ObjectDecoder.decode($0, kind: .service)
      }
    )
  }

  @Test func readsARealLoadBalancer() throws {
    var expected = ServiceFacts()
    expected.type = "LoadBalancer"
    expected.clusterIPs = ["10.96.145.20", "fd00:10:96::4aec"]
    expected.ingress = [
      ServiceFacts.Ingress(ip: "203.0.113.7", hostname: "", ipMode: "VIP"),
      ServiceFacts.Ingress(ip: "2001:db8:5::7", hostname: "", ipMode: "VIP"),
    ]
    expected.ipFamilies = ["IPv4", "IPv6"]
    expected.ports = [
      ServiceFacts.Port(
        name: "http",
        number: 80,
        transport: .tcp,
        target: .name("http"),
        nodePort: 32_469,
        appProtocol: ""
      )
    ]
    expected.selector = ["app": "echo"]
    expected.internalTrafficPolicy = "Cluster"
    expected.externalTrafficPolicy = "Cluster"
    expected.sessionAffinity = "None"
    expected.creationTimestamp = Instant(rfc3339: "2026-11-23T04:40:13Z")
    #expect(try fixture("service-loadbalancer") == expected)
  }

  @Test func readsRealServicesOfOtherTypes() throws {
    let headless = try fixture("service-headless")
    #expect(headless.isHeadless)
    #expect(headless.type == "ClusterIP")
    let external = try fixture("service-externalname")
    #expect(external.type == "ExternalName")
    #expect(external.externalName == "db.example.com")
    #expect(external.ports.isEmpty)
    #expect(external.selector.isEmpty)
  }

  @Test func readsTheRarerFields() throws {
    let facts = try facts(
      #"""
      "spec":{"type":"NodePort","externalIPs":["198.51.100.1"],"loadBalancerIP":"203.0.113.9",\#
      "publishNotReadyAddresses":true,"sessionAffinity":"ClientIP",\#
      "trafficDistribution":"PreferSameZone","healthCheckNodePort":31000,\#
      "externalTrafficPolicy":"Local","internalTrafficPolicy":"Local"},\#
      "status":{"loadBalancer":{"ingress":[{"hostname":"lb.example.com","ports":[]}]}}
      """#
    )
    var expected = ServiceFacts()
    expected.type = "NodePort"
    expected.externalIPs = ["198.51.100.1"]
    expected.loadBalancerIP = "203.0.113.9"
    expected.publishesNotReadyAddresses = true
    expected.sessionAffinity = "ClientIP"
    expected.trafficDistribution = "PreferSameZone"
    expected.healthCheckNodePort = 31_000
    expected.externalTrafficPolicy = "Local"
    expected.internalTrafficPolicy = "Local"
    expected.ingress = [ServiceFacts.Ingress(ip: "", hostname: "lb.example.com", ipMode: "")]
    #expect(facts == expected)
  }

  @Test func keepsTheAnnotationsThatRulesRead() throws {
    let text = #"""
      {"metadata":{"name":"n","labels":{"b":"2","a":"1"},"annotations":{"other":"x",\#
      "service.kubernetes.io/topology-mode":"Auto",\#
      "service.kubernetes.io/topology-aware-hints":"auto",\#
      "service.alpha.kubernetes.io/tolerate-unready-endpoints":"true"},\#
      "deletionTimestamp":"2026-11-23T04:40:13.5+01:00"}}
      """#
    let facts = try service(
      try Fixture.parse(text) { try ObjectDecoder.decode($0, kind: .service) }
    )
    #expect(
      facts.annotations == [
        "service.kubernetes.io/topology-mode": "Auto",
        "service.kubernetes.io/topology-aware-hints": "auto",
        "service.alpha.kubernetes.io/tolerate-unready-endpoints": "true",
      ]
    )
    #expect(facts.labels == ["a": "1", "b": "2"])
    #expect(facts.deletionTimestamp == Instant(rfc3339: "2026-11-23T03:40:13.5Z"))
  }

  @Test(
    arguments: [
      (#"{"port":80}"#, .number(80)),
      (#"{"port":80,"targetPort":null}"#, .number(80)),
      (#"{"targetPort":0,"port":80}"#, .number(80)),
      (#"{"targetPort":"","port":80}"#, .number(80)),
      (#"{"targetPort":8080,"port":80}"#, .number(8080)),
      (#"{"targetPort":"8080","port":80}"#, .name("8080")),
      (#"{"targetPort":"web","port":80}"#, .name("web")),
      (#"{"targetPort":-1,"port":80}"#, .number(-1)),
      (#"{"targetPort":70000,"port":80}"#, .number(70_000)),
      (#"{"targetPort":9223372036854775807,"port":80}"#, .number(.max)),
    ] as [(String, ServiceFacts.TargetPort)]
  )
  func readsTargetPorts(port: String, expected: ServiceFacts.TargetPort) throws {
    let ports = try facts(#""spec":{"ports":[\#(port)]}"#).ports
    #expect(ports.map(\.target) == [expected])
    #expect(ports.map(\.number) == [80])
    #expect(ports.map(\.transport) == [.tcp])
  }

  @Test func readsPorts() throws {
    let ports = try facts(
      #""spec":{"ports":[{"name":"dns","port":53,"protocol":"UDP","nodePort":30053},"#
        + #"{"port":53,"protocol":"SCTP","appProtocol":"h2c","nodePort":null}]}"#
    ).ports
    #expect(
      ports == [
        ServiceFacts.Port(
          name: "dns",
          number: 53,
          transport: .udp,
          target: .number(53),
          nodePort: 30_053,
          appProtocol: ""
        ),
        ServiceFacts.Port(
          name: "",
          number: 53,
          transport: .sctp,
          target: .number(53),
          nodePort: 0,
          appProtocol: "h2c"
        ),
      ]
    )
  }

  @Test(
    arguments: [
      (#"{"clusterIP":"10.0.0.1"}"#, ["10.0.0.1"]),
      (#"{"clusterIP":"10.0.0.1","clusterIPs":[]}"#, ["10.0.0.1"]),
      (#"{"clusterIPs":null,"clusterIP":"None"}"#, ["None"]),
      (#"{"clusterIPs":["10.0.0.2","fd00::2"],"clusterIP":"10.0.0.2"}"#, ["10.0.0.2", "fd00::2"]),
      (#"{"clusterIP":""}"#, []),
    ])
  func readsClusterIPs(spec: String, expected: [String]) throws {
    #expect(try facts(#""spec":\#(spec)"#).clusterIPs == expected)
  }

  @Test(
    arguments: [
      #""spec":null"#, #""spec":{}"#, #""status":{"loadBalancer":null}"#,
      #""spec":{"type":"","ports":null,"selector":null,"clusterIPs":[]}"#,
      #""spec":{"type":null,"ports":[],"selector":{}},"status":{"loadBalancer":{"ingress":null}}"#,
    ])
  func readsNullAbsentAndEmptyAlike(members: String) throws {
    #expect(try facts(members) == ServiceFacts())
  }
}
