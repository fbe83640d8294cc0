import KubernetesRules
import Testing
import TopologyModel

@Suite struct FindingCatalogueTests {
  @Test func idsAreUniqueAndInOrder() {
    let ids = FindingRules.all.map(\.id)
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == ids.count)
    #expect(Set(FindingRules.all.map(\.name)).count == ids.count)
    #expect(ids.count == 58)
    #expect(ids.allSatisfy { $0.hasPrefix("ST") && $0.utf8.count == 5 })
  }

  @Test func rulesAreFoundByID() {
    #expect(FindingRules.rule(id: "ST101") == .specialAddress)
    #expect(FindingRules.rule(id: "ST999") == nil)
  }

  @Test func everyRuleSaysEverything() {
    for rule in FindingRules.all {
      #expect(rule.summary.hasSuffix(".") && rule.remedy.hasSuffix("."), "\(rule.id)")
      #expect(!rule.explanation.isEmpty && !rule.source.isEmpty, "\(rule.id)")
    }
  }

  @Test func theRulesThatWaitForLagAreKnown() {
    let ids = FindingRules.all.filter(\.waitsForLag).map(\.id)
    #expect(
      ids == [
        "ST111", "ST112", "ST115", "ST116", "ST120", "ST121", "ST122", "ST123", "ST124", "ST125",
        "ST209", "ST210", "ST216", "ST224",
      ]
    )
    #expect(FindingRules.findingLagSeconds == 30)
  }

  @Test func rulesOfVersionsApplyWithinThem() {
    #expect(FindingRule.externalIPs.applies(to: .v1(36)))
    #expect(!FindingRule.externalIPs.applies(to: .v1(35)))
    #expect(FindingRule.trafficDistributionUnsupported.applies(to: .v1(33)))
    #expect(!FindingRule.trafficDistributionUnsupported.applies(to: .v1(34)))
    #expect(FindingRule.specialAddress.applies(to: .v1(20)))
  }

  @Test func whatIsNotCollectedBelongsToRules() {
    let ids = FindingRules.notCollected.map(\.ruleID)
    #expect(ids == ["ST301", "ST306", "ST308", "ST310"])
    #expect(ids.allSatisfy { FindingRules.rule(id: $0) != nil })
    #expect(FindingRules.notCollected.filter(\.isWhole).map(\.ruleID) == ["ST310"])
  }

  @Test(arguments: FindingRules.all)
  func everyRuleCanBeRaised(rule: FindingRule) {
    let findings = FindingExample.findings(of: rule.id)
    let isCollected = !FindingRules.notCollected.contains { $0.isWhole && $0.ruleID == rule.id }
    #expect(findings.isEmpty != isCollected)
    for finding in findings {
      #expect(!finding.evidence.isEmpty)
      let first = finding.message.unicodeScalars.first
      #expect(first.map { $0 == "`" || $0.properties.isLowercase || rule.isNamed($0) } ?? false)
      #expect(!finding.message.hasSuffix("."))
      #expect(finding.message.count { $0 == "`" }.isMultiple(of: 2))
    }
  }

  @Test func nothingIsWrongWithTheSample() {
    let input = FindingSample.input()
    #expect(ServiceFindings.findings(input).isEmpty)
    for slice in input.slices ?? [] {
      let input = SliceFindingsInput(slice: slice, service: .present, version: .v1(36))
      #expect(SliceFindings.findings(input).isEmpty)
    }
    for pod in input.pods?.selected ?? [] {
      let input = PodFindingsInput(pod: pod, sharers: [], services: [:])
      #expect(PodFindings.findings(input).isEmpty)
    }
  }

  @Test func nothingIsSaidWithoutPodsSlicesAndNodes() {
    let input = FindingSample.input {
      $0.slices = nil
      $0.pods = nil
      $0.nodes = nil
      $0.zones = []
    }
    #expect(ServiceFindings.findings(input).isEmpty)
  }

  @Test func aServiceThatIsBeingDeletedNeedsNoMending() {
    let input = FindingSample.input {
      $0.pods = FindingSample.pods([])
      $0.slices = []
      $0.service.facts.deletionTimestamp = Instant(nanoseconds: 0)
    }
    #expect(ServiceFindings.findings(input).isEmpty)
  }

  @Test func theAPIServersOwnServiceIsFine() {
    var slice = FindingSample.slice("kubernetes", endpoints: [FindingSample.bare("192.0.2.1")])
    slice.reference.slot.namespace = "default"
    slice.facts.labels = [EndpointSliceFacts.serviceNameLabel: "kubernetes"]
    slice.facts.ports = [Sample.slicePort("https", 6443)]
    let service = FindingSample.service("kubernetes", namespace: "default") {
      $0.selector = [:]
      $0.ports = [Sample.port("https", 443, target: .number(6443))]
      $0.ipFamilies = ["IPv4"]
    }
    let input = FindingSample.input {
      $0.service = service
      $0.slices = [slice]
      $0.pods = FindingSample.pods([])
      $0.addressHolders = FindingSample.holders([service])
    }
    #expect(ServiceFindings.findings(input).isEmpty)
    let alone = SliceFindingsInput(slice: slice, service: .present, version: .v1(36))
    #expect(SliceFindings.findings(alone).isEmpty)
  }

  @Test func theOrderOfTheInputDoesNotMatter() {
    let second = FindingSample.slice("web-b", endpoints: [FindingSample.endpoint(1)])
    let many: (inout ServiceFindingsInput) -> Void = { input in
      input.slices?.append(second)
      input.pods = FindingSample.pods([
        FindingSample.pod(1) { $0.ports = [] }, FindingSample.pod(2), FindingSample.pod(3),
      ])
      input.neighbors = ["a", "b", "c"].map { FindingSample.service($0) }
      input.rivals = ["a", "b", "c"].map { FindingSample.service($0) }
    }
    let forward = ServiceFindings.findings(FindingSample.input(many))
    let backward = ServiceFindings.findings(
      FindingSample.input {
        many(&$0)
        $0.slices?.reverse()
        $0.pods?.selected.reverse()
        $0.neighbors.reverse()
        $0.rivals.reverse()
      }
    )
    #expect(forward.count > 5)
    #expect(forward == backward)
    #expect(zip(forward, forward.dropFirst()).allSatisfy { $0.precedes($1) })
  }
}

extension FindingRule {
  /// Whether a message may begin with a capital, as that of a kind's name does.
  fileprivate func isNamed(_ first: Unicode.Scalar) -> Bool {
    first == "P" || first == "S" || first == "K"
  }
}
