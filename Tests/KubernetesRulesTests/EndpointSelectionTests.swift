import KubernetesRules
import Testing
import TopologyModel

@Suite struct EndpointSelectionTests {
  private typealias Change = (inout EndpointFacts) -> Void

  @Test func theSetIsTheReadyOnes() {
    let candidates = [
      Sample.candidate("10.0.0.1"), Sample.candidate("10.0.0.2", Sample.unready),
      Sample.candidate("10.0.0.3", Sample.serving),
    ]
    let set = EndpointSelection.clusterSet(candidates)
    #expect(set.map(\.candidate.address) == ["10.0.0.1"])
    #expect(set.map(\.eligibleAs) == [.ready])
  }

  @Test func withNothingReadyThoseThatServeWhileTerminatingAreUsed() {
    let candidates = [
      Sample.candidate("10.0.0.2", Sample.unready),
      Sample.candidate("10.0.0.3", Sample.serving),
      Sample.candidate("10.0.0.4") {
        Sample.serving(&$0)
        $0.serving = false
      },
      Sample.candidate("10.0.0.5") {
        Sample.serving(&$0)
        $0.terminating = false
      },
    ]
    let set = EndpointSelection.clusterSet(candidates)
    #expect(set.map(\.candidate.address) == ["10.0.0.3"])
    #expect(set.map(\.eligibleAs) == [.terminatingFallback])
    #expect(EndpointSelection.clusterSet([]).isEmpty)
  }

  @Test func readyWithoutServingIsUsed() {
    let set = EndpointSelection.clusterSet([
      Sample.candidate {
        $0.ready = true
        $0.serving = false
        $0.terminating = true
      }
    ])
    #expect(set.map(\.eligibleAs) == [.ready])
  }

  @Test func dnsPublishesReadyOnesOnly() {
    let ready = Sample.candidate("10.0.0.1")
    let serving = Sample.candidate("10.0.0.3", Sample.serving)
    let set = EndpointSelection.dnsSet([ready, serving])
    #expect(set.map(\.candidate) == [ready])
    #expect(set.map(\.eligibleAs) == [.dns])
    #expect(EndpointSelection.dnsSet([serving]).isEmpty)
  }

  @Test func withoutClientNothingIsLocalAndNoHintApplies() {
    let candidates = [
      Sample.candidate("10.0.0.1") {
        $0.nodeName = ""
        $0.zoneHints = [""]
        $0.nodeHints = [""]
      },
      Sample.candidate("10.0.0.2") {
        $0.zoneHints = ["z1"]
        $0.nodeHints = ["n1"]
      },
    ]
    let policies = TrafficPolicies(
      internalIsLocal: true,
      externalIsLocal: false,
      isExternallyAccessible: true
    )
    let nobody = EndpointSelection.categorize(
      candidates,
      policies: policies,
      client: nil,
      gates: .assumed
    )
    #expect(nobody.hintMode == .none)
    #expect(nobody.cluster?.count == 2)
    #expect(nobody.local == [])
    #expect(nobody.anyInCluster)
    let nowhere = EndpointSelection.categorize(
      candidates,
      policies: policies,
      client: ClientNode(name: "", zone: ""),
      gates: .assumed
    )
    #expect(nowhere.hintMode == .none)
    #expect(nowhere.local == [])
  }

  @Test func policiesDecideWhichSetsExist() {
    let candidates = [Sample.candidate { $0.nodeName = "n1" }]
    func categorize(
      _ internalLocal: Bool,
      _ externalLocal: Bool,
      _ accessible: Bool
    )
      -> CategorizedEndpoints
    {
      EndpointSelection.categorize(
        candidates,
        policies: TrafficPolicies(
          internalIsLocal: internalLocal,
          externalIsLocal: externalLocal,
          isExternallyAccessible: accessible
        ),
        client: ClientNode(name: "n1", zone: ""),
        gates: .assumed
      )
    }
    #expect(categorize(false, false, false).local == nil)
    #expect(categorize(false, false, false).cluster?.count == 1)
    #expect(categorize(true, false, false).cluster == nil)
    #expect(categorize(true, false, false).local?.count == 1)
    #expect(categorize(true, false, true).cluster?.count == 1)
    #expect(categorize(false, true, false).local == nil)
    #expect(categorize(false, true, true).local?.count == 1)
    #expect(categorize(false, true, true).reachable.count == 1)
  }

  @Test func anEndpointIsUsableIfReadyOrServingWhileItTerminates() {
    func anyInCluster(ready: Bool, serving: Bool, terminating: Bool) -> Bool {
      let candidate = Sample.candidate {
        $0.ready = ready
        $0.serving = serving
        $0.terminating = terminating
      }
      return EndpointSelection.categorize(
        [candidate],
        policies: TrafficPolicies(
          internalIsLocal: true,
          externalIsLocal: false,
          isExternallyAccessible: false
        ),
        client: ClientNode(name: "n1", zone: ""),
        gates: .assumed
      ).anyInCluster
    }
    #expect(anyInCluster(ready: true, serving: false, terminating: false))
    #expect(anyInCluster(ready: false, serving: true, terminating: true))
    #expect(!anyInCluster(ready: false, serving: true, terminating: false))
    #expect(!anyInCluster(ready: false, serving: false, terminating: true))
  }

  @Test func hintModeIsReportedWithTheEndpointsItLeaves() {
    let candidates = [
      Sample.candidate("10.0.0.1") {
        $0.zoneHints = ["z1", "z2"]
        $0.nodeHints = ["n1"]
      },
      Sample.candidate("10.0.0.2") {
        $0.zoneHints = ["z2"]
        $0.nodeHints = ["n2"]
      },
    ]
    func mode(_ name: String, _ zone: String, minor: Int = 36) -> HintMode {
      EndpointSelection.topologyMode(
        candidates,
        client: ClientNode(name: name, zone: zone),
        gates: FeatureGates(version: .v1(minor), overrides: [:])
      )
    }
    #expect(mode("n1", "z1") == .node)
    #expect(mode("n1", "z1", minor: 33) == .zone)
    #expect(mode("n9", "z1") == .zone)
    #expect(mode("n9", "z9") == .none)
    #expect(mode("n9", "") == .none)
    #expect(
      EndpointSelection.topologyMode(
        [],
        client: ClientNode(name: "n1", zone: "z1"),
        gates: .assumed
      ) == .none
    )
  }

  @Test func oneReadyEndpointWithoutNodeHintLeavesTheZoneMode() {
    let candidates = [
      Sample.candidate("10.0.0.1") {
        $0.zoneHints = ["z1"]
        $0.nodeHints = ["n1"]
      },
      Sample.candidate("10.0.0.2") { $0.zoneHints = ["z1"] },
    ]
    let client = ClientNode(name: "n1", zone: "z1")
    #expect(EndpointSelection.topologyMode(candidates, client: client, gates: .assumed) == .zone)
  }

  @Test func localFallsBackAloneAndHintsNeverNarrowIt() {
    let candidates = [
      Sample.candidate("10.0.0.1") { $0.nodeName = "n2" },
      Sample.candidate("10.0.0.2") {
        Sample.serving(&$0)
        $0.nodeName = "n1"
      },
    ]
    let policies = TrafficPolicies(
      internalIsLocal: true,
      externalIsLocal: false,
      isExternallyAccessible: true
    )
    let endpoints = EndpointSelection.categorize(
      candidates,
      policies: policies,
      client: ClientNode(name: "n1", zone: ""),
      gates: .assumed
    )
    #expect(endpoints.cluster?.map(\.candidate.address) == ["10.0.0.1"])
    #expect(endpoints.local?.map(\.eligibleAs) == [.terminatingFallback])
    #expect(endpoints.reachable.map(\.candidate.address) == ["10.0.0.1", "10.0.0.2"])
  }

  @Test func healthChecksCountReadyLocalAddressesNotPorts() {
    let local: Change = { $0.nodeName = "n1" }
    let candidates = [
      Sample.candidate("10.0.0.1", port: 80, local), Sample.candidate("10.0.0.1", port: 81, local),
      Sample.candidate("10.0.0.2") {
        Sample.serving(&$0)
        $0.nodeName = "n1"
      },
      Sample.candidate("10.0.0.3") { $0.nodeName = "n2" },
    ]
    let client = ClientNode(name: "n1", zone: "")
    #expect(EndpointSelection.localReadyAddressCount(candidates, client: client) == 1)
  }

  @Test func zoneAndNameComeFromTheNode() {
    let client = ClientNode(name: "n1", labels: [NodeFacts.zoneLabel: "z1"])
    #expect(client == ClientNode(name: "n1", zone: "z1"))
    #expect(ClientNode(name: "n1", labels: [:]).zone.isEmpty)
    #expect(!ClientNode(name: "", zone: "").isLocal(EndpointFacts()))
  }
}
