import KubernetesRules
import Testing
import TopologyModel

/// In which order findings and their evidence come, and how much of it.
@Suite struct FindingOrderTests {
  private typealias Make = FindingSample

  @Test func findingsAreOrderedByRuleThenSubjectThenDetail() {
    func finding(_ rule: String, _ subject: String, _ detail: String) -> Finding {
      Finding(
        ruleID: rule,
        severity: .info,
        subject: Make.reference(.service, subject),
        detail: detail,
        message: "",
        evidence: []
      )
    }
    let ordered = [
      finding("ST101", "b", "z"), finding("ST102", "a", "y"), finding("ST102", "b", "a"),
      finding("ST102", "b", "b"),
    ]
    for (first, second) in zip(ordered, ordered.dropFirst()) {
      #expect(first.precedes(second))
      #expect(!second.precedes(first))
    }
    #expect(!ordered[0].precedes(ordered[0]))
  }

  @Test func evidenceNamesTenExamplesAtMost() {
    let pods = (10...24).map { number in Make.pod(number) { $0.ports = [] } }
    let evidence = Make.evidence(.portNameUnresolvedAll) { $0.pods = Make.pods(pods) }
    #expect(evidence.count == 1 + 10)
  }

  @Test func slicesAndPodsComeInTheOrderOfTheirNames() {
    let evidence = Make.evidence(.noReadyEndpoints) {
      for index in 0...1 { $0.changeEndpoint(index, Sample.unready) }
      $0.changeEndpoint(0, Sample.serving)
      $0.slices?.insert(Make.slice("web-b", endpoints: []), at: 0)
    }
    #expect(
      evidence == [
        "web@10 spec.selector=app=web", "web-a@30 endpoints=2 listed, 1 serving and terminating",
        "web-b@30 endpoints=0 listed, 0 serving and terminating",
      ]
    )
    let pods = Make.evidence(.portNameUnresolvedAll) {
      for index in 0...1 { $0.changePod(index) { $0.ports = [] } }
      $0.pods?.selected.reverse()
    }
    #expect(pods.dropFirst().map { String($0.prefix(5)) } == ["web-1", "web-2"])
  }

  @Test func holdersComeInTheOrderOfTheirNames() {
    let services = ["b", "a"].map { Make.service($0) { $0.clusterIPs = ["10.0.0.1"] } }
    #expect(
      Make.evidence(.addressIsServiceVIP) { $0.addressHolders = Make.holders(services) } == [
        "web-a@31 endpoints[0].addresses[0]=10.0.0.1", "a@10 spec.clusterIPs=10.0.0.1",
        "b@10 spec.clusterIPs=10.0.0.1",
      ]
    )
  }

  @Test func rivalsComeInTheOrderOfTheirNames() {
    let rivals = ["b", "a"].map { Make.service($0) { $0.ports[0].nodePort = 30_080 } }
    func messages(_ rule: FindingRule, own: Int = 30_080) -> [String] {
      let input = Make.input {
        $0.service.facts.ports[0].nodePort = own
        $0.rivals = rivals
      }
      return ServiceFindings.findings(input).filter { $0.ruleID == rule.id }.map(\.message)
    }
    #expect(messages(.nodePortConflict) == ["Service `shop/a` holds node port `30080/TCP` too"])
    #expect(messages(.clusterIPConflict) == ["Service `shop/a` holds cluster IP `10.96.0.10` too"])
  }

  @Test func aServiceMayConflictWithItself() {
    let input = Make.input {
      $0.service.facts.ports[0].nodePort = 30_080
      $0.service.facts.healthCheckNodePort = 30_080
    }
    let found = ServiceFindings.findings(input).filter { $0.ruleID == "ST219" }
    #expect(
      found.map(\.message) == [
        "node port `30080/TCP` is the Service's own health-check node port too"
      ]
    )
  }

  @Test func endpointsWithoutHintsAreNamedOnceEach() {
    let evidence = Make.evidence(.hintsIneffective) {
      $0.service.facts.ports.append(Sample.port("grpc", 81, target: .name("http")))
      $0.changeSlice { $0.ports.append(Sample.slicePort("grpc")) }
      $0.changeEndpoint(0) { $0.zoneHints = ["z1"] }
    }
    #expect(
      evidence == ["web@10 spec.trafficDistribution=nil", "web-a@32 endpoints[1].hints=nil"]
    )
  }

  private static func hinted(_ input: inout ServiceFindingsInput) {
    input.service.facts.trafficDistribution = "PreferSameZone"
    input.changeEndpoint(0) { $0.zoneHints = ["z1"] }
    input.changeEndpoint(1) { $0.zoneHints = ["z2"] }
  }

  @Test func zonesWithoutEndpointNameTheFirstNodeOfEach() {
    let evidence = Make.evidence(.hintsIneffective) {
      Self.hinted(&$0)
      $0.zones.formUnion(["z3", "z4"])
      for name in ["n3", "n4", "n5", "n6", "n7", "n8", "n9"] {
        $0.nodes?[name] = Make.node(name, zone: "z3")
      }
      $0.nodes?["m1"] = Make.node("m1", zone: "z4")
    }
    let zone = "metadata.labels[\"\(NodeFacts.zoneLabel)\"]"
    #expect(
      evidence == [
        "web@10 spec.trafficDistribution=PreferSameZone", "n3@5 \(zone)=z3", "m1@5 \(zone)=z4",
      ]
    )
  }

  @Test func nodesWithoutZoneAreNamedWhereTheyAreInUse() {
    let evidence = Make.evidence(.hintsIneffective) {
      Self.hinted(&$0)
      $0.nodes?["n5"] = Make.node("n5", zone: nil) { $0.ready = .isFalse }
      $0.nodes?["n4"] = Make.node("n4", zone: nil)
      $0.nodes?["n3"] = Make.node("n3", zone: "") { $0.ready = .absent }
    }
    let zone = "metadata.labels[\"\(NodeFacts.zoneLabel)\"]"
    #expect(
      evidence == [
        "web@10 spec.trafficDistribution=PreferSameZone", "n3@5 \(zone)=", "n4@5 \(zone)=nil",
      ]
    )
  }

  @Test func theFirstEndpointOfANodeIsNamed() {
    let evidence = Make.evidence(.localPolicyGap) {
      $0.service.facts.internalTrafficPolicy = "Local"
      $0.changeEndpoint(1) { $0.nodeName = "n1" }
    }
    #expect(
      evidence == [
        "web@10 spec.internalTrafficPolicy=Local", "n2@5 metadata.name=n2",
        "web-a@31 endpoints[0].nodeName=n1",
      ]
    )
  }

  @Test func theFirstPodOfANumberIsNamed() {
    let third = Make.pod(3) { $0.ports = [Make.containerPort("http", 9090)] }
    let evidence = Make.evidence(.targetNumberVaries) {
      $0.pods?.selected.append(third)
    }
    #expect(
      evidence == [
        "web@10 spec.ports[0].targetPort=http", "web-1@21 spec.containers[].ports[http]=8080",
        "web-3@23 spec.containers[].ports[http]=9090",
      ]
    )
  }

  @Test func portsArePrintedWithAndWithoutName() {
    #expect(
      Make.evidence(.targetNumberUndeclared) {
        $0.service.facts.ports[0].target = .number(9090)
        $0.changePod(0) {
          $0.ports = [
            Make.containerPort("", 1), Make.containerPort("b", 2, transport: .udp),
            Make.containerPort("c", 3, container: .plainInit),
          ]
        }
      } == [
        "web@10 spec.ports[0].targetPort=9090", "web-1@21 spec.containers[].ports=1/TCP,b 2/UDP",
      ]
    )
    #expect(
      Make.evidence(.servicePortUnserved) {
        $0.changeSlice { $0.ports = [Sample.slicePort("", 1), Sample.slicePort("b", nil)] }
      } == ["web@10 spec.ports[0].name=http", "web-a@30 ports=1/TCP,b none/TCP"]
    )
  }

  @Test func commonPodsAndAllLabelsAreNamed() {
    let evidence = Make.evidence(.overlappingSelectors) {
      $0.changePod(1) { $0.labels = ["app": "web", "track": "canary"] }
      $0.neighbors = [Make.service("other") { $0.selector = ["app": "web", "track": "canary"] }]
    }
    #expect(
      evidence == [
        "web@10 spec.selector=app=web", "other@10 spec.selector=app=web,track=canary",
        "web-2@22 metadata.labels=app=web,track=canary",
      ]
    )
  }

  @Test func optionalFieldsAreEvidenceWhereTheyAreSet() {
    let mode = TrafficDistribution.topologyModeAnnotation
    #expect(
      Make.evidence(.topologyAnnotation) {
        $0.service.facts.annotations = [mode: "Auto"]
        $0.service.facts.trafficDistribution = "PreferClose"
      }.last == "web@10 spec.trafficDistribution=PreferClose"
    )
    #expect(
      Make.evidence(.deadAnnotation) {
        $0.service.facts.annotations = [
          "service.alpha.kubernetes.io/tolerate-unready-endpoints": ""
        ]
        $0.service.facts.publishesNotReadyAddresses = true
      }.last == "web@10 spec.publishNotReadyAddresses=true"
    )
  }

  @Test func addressesOfServicesAndPodsAreEvidence() {
    #expect(
      Make.evidence(.strictIP) { $0.service.facts.externalIPs = ["010.0.0.1"] }
        == ["web@10 spec.externalIPs=010.0.0.1"]
    )
    let pod = Make.pod(1) { $0.hostIPs = ["010.0.0.9"] }
    let input = PodFindingsInput(pod: pod, sharers: [], services: [:])
    #expect(
      PodFindings.findings(input).flatMap(Make.texts) == ["web-1@21 status.hostIPs=010.0.0.9"]
    )
  }

  @Test func portsOfAnAliasAreEvidence() {
    let evidence = Make.evidence(.externalNameSelector) {
      FindingExample.alias(&$0, "example.com")
      $0.service.facts.ports = [Sample.port(), Sample.port("dns", 53, transport: .udp)]
    }
    #expect(evidence == ["web@10 spec.type=ExternalName", "web@10 spec.ports=80/TCP,53/UDP"])
  }

  @Test func familiesAreNamedInOrder() {
    let input = Make.input {
      $0.service.facts.ipFamilies = ["IPv6", "IPv4"]
      $0.changePod(0) { $0.ips.append("2001:db8::1") }
      $0.slices?[0].endpoints.removeFirst()
    }
    #expect(
      ServiceFindings.findings(input).filter { $0.ruleID == "ST125" }.map(\.message)
        == ["Pod `shop/web-1` is selected and ready, and in no `IPv4` or `IPv6` slice"]
    )
  }
}
