import KubernetesRules
import Testing
import TopologyModel

@Suite struct PlacementFindingsTests {
  private typealias Make = FindingSample

  // MARK: - ST213, ST214

  private func together(
    _ rule: FindingRule,
    _ change: (inout ServiceFindingsInput) -> Void = { _ in }
  ) -> [String] {
    Make.found(rule) {
      for index in 0...1 {
        $0.changeEndpoint(index) {
          $0.nodeName = "n1"
          $0.zone = "z1"
        }
      }
      change(&$0)
    }
  }

  @Test func podsInOnePlaceAreFound() {
    #expect(together(.allOnOneNode) == ["warning web"])
    #expect(together(.allInOneZone) == ["info web"])
    #expect(together(.allOnOneNode) { $0.nodes = nil } == ["warning web"])
    #expect(Make.found(.allOnOneNode) == [])
    #expect(Make.found(.allInOneZone) == [])
  }

  @Test func oneNodeOrZoneIsNoChoice() {
    #expect(together(.allOnOneNode) { $0.nodes = ["n1": Make.node("n1", zone: "z1")] } == [])
    #expect(together(.allInOneZone) { $0.zones = ["z1"] } == [])
    #expect(together(.allInOneZone) { $0.zones = [] } == [])
  }

  @Test func distinctPodsWithKnownPlacesCount() {
    for rule: FindingRule in [.allOnOneNode, .allInOneZone] {
      #expect(together(rule) { $0.slices?[0].endpoints.removeLast() } == [])
      #expect(together(rule) { $0.changeEndpoint(1) { $0.target?.name = "web-1" } } == [])
      #expect(together(rule) { $0.changeEndpoint(1) { $0.target = nil } } == [])
      #expect(
        together(rule) {
          $0.changeEndpoint(1) {
            $0.nodeName = ""
            $0.zone = ""
          }
        } == []
      )
      #expect(together(rule) { $0.service.facts.type = "ExternalName" } == [])
    }
    #expect(together(.allOnOneNode) { $0.changeEndpoint(1, Sample.unready) } == [])
  }

  // MARK: - ST215

  private func gap(
    internal isInternal: Bool = true,
    _ change: (inout ServiceFindingsInput) -> Void = { _ in }
  ) -> [String] {
    Make.found(.localPolicyGap) {
      if isInternal {
        $0.service.facts.internalTrafficPolicy = "Local"
      } else {
        $0.service.facts.type = "NodePort"
        $0.service.facts.externalTrafficPolicy = "Local"
        $0.service.facts.ports[0].nodePort = 30_080
      }
      change(&$0)
    }
  }

  private static let third: @Sendable (inout ServiceFindingsInput) -> Void = {
    $0.nodes?["n3"] = Make.node("n3", zone: "z1")
  }

  @Test func nodesWithoutLocalEndpointsAreFound() {
    #expect(gap(Self.third) == ["warning web internal"])
    #expect(gap(internal: false, Self.third) == ["info web external"])
    #expect(gap() == [])
    #expect(gap(internal: false) == [])
    #expect(Make.found(.localPolicyGap, Self.third) == [])
  }

  @Test func nodesThatTakeNoTrafficDoNotCount() {
    func third(_ change: (inout NodeFacts) -> Void) -> (inout ServiceFindingsInput) -> Void {
      let node = Make.node("n3", zone: "z1", change)
      return { $0.nodes?["n3"] = node }
    }
    #expect(gap(third { $0.ready = .isFalse }) == [])
    #expect(gap(third { $0.deletionTimestamp = Instant(nanoseconds: 0) }) == [])
    let excluded = third {
      $0.labels = ["node.kubernetes.io/exclude-from-external-load-balancers": ""]
    }
    #expect(gap(internal: false, excluded) == [])
    #expect(gap(excluded) == ["warning web internal"])
  }

  @Test func noLocalEndpointAnywhereIsAnError() {
    let nowhere: (inout ServiceFindingsInput) -> Void = {
      for index in 0...1 { $0.changeEndpoint(index) { $0.nodeName = "" } }
    }
    #expect(gap(nowhere) == ["error web internal"])
    #expect(gap(internal: false, nowhere) == ["error web external"])
    #expect(
      gap {
        nowhere(&$0)
        $0.nodes = nil
      } == ["error web internal"]
    )
    #expect(gap { $0.nodes = nil } == [])
    #expect(gap { for index in 0...1 { $0.changeEndpoint(index, Sample.unready) } } == [])
  }

  @Test func balancersWithoutAddressIgnoreThePolicy() {
    let found = gap(internal: false) {
      Self.third(&$0)
      $0.service.facts.type = "LoadBalancer"
      $0.service.facts.ports[0].nodePort = 0
    }
    #expect(found == [])
  }

  // MARK: - ST216

  private func hints(
    _ first: [String] = ["z1"],
    _ second: [String] = ["z2"],
    distribution: String = "PreferSameZone",
    _ change: (inout ServiceFindingsInput) -> Void = { _ in }
  ) -> [String] {
    Make.found(.hintsIneffective) {
      $0.service.facts.trafficDistribution = distribution
      $0.changeEndpoint(0) { $0.zoneHints = first }
      $0.changeEndpoint(1) { $0.zoneHints = second }
      change(&$0)
    }
  }

  @Test func oneUnhintedEndpointTurnsHintsOff() {
    #expect(hints([], []) == ["warning web unhinted-endpoints"])
    #expect(hints(["z1"], []) == ["warning web unhinted-endpoints"])
    #expect(hints(["z1"], [], distribution: "") == ["warning web unhinted-endpoints"])
    #expect(hints() == [])
    #expect(hints([], [], distribution: "") == [])
    #expect(
      hints(["z1"], []) { $0.changeEndpoint(1, Sample.unready) } != [
        "warning web unhinted-endpoints"
      ]
    )
  }

  @Test func nodeHintsCountWhereTheyAreHonored() {
    let node: (inout ServiceFindingsInput) -> Void = { input in
      for index in 0...1 { input.changeEndpoint(index) { $0.nodeHints = [$0.nodeName] } }
    }
    #expect(hints([], [], node) == [])
    #expect(
      hints(["z1"], []) {
        node(&$0)
        $0.version = .v1(33)
      } == ["warning web unhinted-endpoints"]
    )
  }

  @Test func nodesAndZonesMustFit() {
    #expect(
      hints { $0.nodes?["n3"] = Make.node("n3", zone: nil) } == ["warning web nodes-without-zone"]
    )
    #expect(hints { $0.zones.insert("z3") } == ["warning web zones-without-endpoint"])
    #expect(
      hints {
        $0.nodes = nil
        $0.zones = []
      } == []
    )
  }

  @Test func hintsMatterToTrafficThroughTheProxyOnly() {
    #expect(hints([], []) { $0.service.facts.clusterIPs = ["None"] } == [])
    #expect(hints([], []) { $0.service.facts.internalTrafficPolicy = "Local" } == [])
    #expect(hints([], []) { $0.slices = nil } == [])
    #expect(hints([], [], distribution: "PreferSameNode") { $0.version = .v1(33) } == [])
  }

  // MARK: - ST217, ST218

  @Test func terminatingEndpointsAloneAreFound() {
    let both: (inout ServiceFindingsInput) -> Void = {
      for index in 0...1 { $0.changeEndpoint(index, Sample.serving) }
    }
    #expect(Make.found(.onlyTerminating, both) == ["warning web 80/TCP"])
    #expect(Make.found(.onlyTerminating) { $0.changeEndpoint(0, Sample.serving) } == [])
    #expect(
      Make.found(.onlyTerminating) {
        for index in 0...1 { $0.changeEndpoint(index, Sample.unready) }
      } == []
    )
    #expect(
      Make.found(.onlyTerminating) {
        both(&$0)
        $0.service.facts.clusterIPs = ["None"]
      } == []
    )
  }

  @Test func publishedEndpointsThatDoNotServeAreFound() {
    func found(
      serving: Bool?,
      _ change: (inout ServiceFindingsInput) -> Void = { _ in }
    ) -> [String] {
      Make.found(.notReadyPublished) {
        $0.service.facts.publishesNotReadyAddresses = true
        $0.changeEndpoint(0) { $0.serving = serving }
        change(&$0)
      }
    }
    #expect(found(serving: false) == ["info web"])
    #expect(found(serving: true) == [])
    #expect(found(serving: nil) == [])
    #expect(found(serving: false) { $0.service.facts.publishesNotReadyAddresses = false } == [])
    #expect(found(serving: false) { $0.service.facts.clusterIPs = ["None"] } == [])
  }
}
