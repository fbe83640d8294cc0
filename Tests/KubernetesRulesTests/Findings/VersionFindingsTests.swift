import KubernetesRules
import Testing
import TopologyModel

@Suite struct VersionFindingsTests {
  private typealias Make = FindingSample
  private static let mode = TrafficDistribution.topologyModeAnnotation
  private static let hints = TrafficDistribution.topologyHintsAnnotation

  private func annotated(
    _ annotations: LabelSet,
    distribution: String = ""
  ) -> [String] {
    let input = Make.input {
      $0.service.facts.annotations = annotations
      $0.service.facts.trafficDistribution = distribution
    }
    return ServiceFindings.findings(input).filter { $0.ruleID == "ST302" }.map(\.message)
  }

  @Test func annotationsAreSupersededAndSayWhatTheyDo() {
    #expect(
      annotated([Self.mode: "Auto"])
        == ["annotation `\(Self.mode)` is superseded by `trafficDistribution`"]
    )
    #expect(
      annotated([Self.mode: "auto"], distribution: "PreferSameZone")
        == ["annotation `\(Self.mode)` is superseded, and makes `trafficDistribution` ignored"]
    )
    #expect(
      annotated([Self.hints: "Disabled"])
        == ["annotation `\(Self.hints)` has the value `Disabled`, which does nothing"]
    )
    #expect(
      annotated([Self.hints: "auto", Self.mode: "Auto"]) == [
        "annotation `\(Self.hints)` is superseded by `trafficDistribution`",
        "annotation `\(Self.mode)` does nothing, because `\(Self.hints)` is set too",
      ]
    )
    #expect(annotated([:]) == [])
  }

  private func distribution(
    _ rule: FindingRule,
    _ value: String,
    _ minor: Int
  ) -> [String] {
    Make.found(rule) {
      $0.service.facts.trafficDistribution = value
      $0.version = .v1(minor)
    }
  }

  @Test func preferCloseIsDeprecatedFrom134() {
    #expect(distribution(.preferClose, "PreferClose", 33) == ["info web"])
    #expect(distribution(.preferClose, "PreferClose", 34) == ["warning web"])
    #expect(distribution(.preferClose, "PreferSameZone", 34) == [])
  }

  @Test(arguments: ["PreferSameZone", "PreferSameNode"])
  func newDistributionsNeed134(value: String) {
    #expect(distribution(.trafficDistributionUnsupported, value, 33) == ["error web"])
    #expect(distribution(.trafficDistributionUnsupported, value, 32) == ["error web"])
    #expect(distribution(.trafficDistributionUnsupported, value, 34) == [])
    #expect(distribution(.trafficDistributionUnsupported, "PreferClose", 33) == [])
  }

  @Test func externalIPsAreDeprecatedFrom136() {
    func found(_ minor: Int, _ ips: [String]) -> [String] {
      Make.found(.externalIPs) {
        $0.version = .v1(minor)
        $0.service.facts.externalIPs = ips
      }
    }
    #expect(found(36, ["192.0.2.1"]) == ["warning web"])
    #expect(found(35, ["192.0.2.1"]) == [])
    #expect(found(36, []) == [])
  }

  @Test func namesBeginWithLetters() {
    #expect(Make.found(.digitFirstName) { $0.service = Make.service("3scale") } == ["info 3scale"])
    #expect(Make.found(.digitFirstName) { $0.service = Make.service("scale3") } == [])
  }

  @Test func deadAnnotationsAreFoundWhateverTheirValue() {
    let key = "service.alpha.kubernetes.io/tolerate-unready-endpoints"
    for value in ["true", "false", ""] {
      #expect(
        Make.found(.deadAnnotation) { $0.service.facts.annotations = [key: value] }
          == ["warning web"]
      )
    }
    #expect(Make.found(.deadAnnotation) == [])
  }

  @Test func addressesOfServicesAreStrict() {
    let found = Make.found(.strictIP) {
      $0.service.facts.clusterIPs = ["010.96.0.10"]
      $0.service.facts.externalIPs = ["::ffff:192.0.2.1", "192.0.2.1"]
      $0.service.facts.ingress = [
        .init(ip: "192.0.02.3", hostname: "", ipMode: ""),
        .init(ip: "", hostname: "lb.example.com", ipMode: ""),
      ]
      $0.service.facts.loadBalancerIP = "192.0.02.4"
    }
    #expect(
      found == [
        "warning web spec.clusterIPs 010.96.0.10", "warning web spec.externalIPs ::ffff:192.0.2.1",
        "warning web status.loadBalancer.ingress 192.0.02.3",
      ]
    )
    #expect(Make.found(.strictIP) == [])
    #expect(Make.found(.strictIP) { $0.service.facts.clusterIPs = ["None"] } == [])
  }

  @Test func loadBalancerIPsAreDeprecated() {
    #expect(
      Make.found(.loadBalancerIP) { $0.service.facts.loadBalancerIP = "192.0.2.1" } == ["info web"]
    )
    #expect(Make.found(.loadBalancerIP) == [])
  }
}
