import KubernetesRules
import Testing
import TopologyModel

@Suite struct TrafficOutcomeTests {
  private let here = EligibleEndpoint(candidate: Sample.candidate("10.0.0.1"), eligibleAs: .ready)
  private let there = EligibleEndpoint(candidate: Sample.candidate("10.0.0.2"), eligibleAs: .ready)

  private func endpoints(
    cluster: [EligibleEndpoint]?,
    local: [EligibleEndpoint]?,
    anyInCluster: Bool = true
  ) -> CategorizedEndpoints {
    CategorizedEndpoints(
      cluster: cluster,
      local: local,
      reachable: [],
      anyInCluster: anyInCluster,
      hintMode: .none
    )
  }

  private func policies(
    _ internalLocal: Bool,
    _ externalLocal: Bool,
    _ accessible: Bool = true
  )
    -> TrafficPolicies
  {
    TrafficPolicies(
      internalIsLocal: internalLocal,
      externalIsLocal: externalLocal,
      isExternallyAccessible: accessible
    )
  }

  @Test func eachKindOfTrafficGoesToItsSet() {
    let sets = endpoints(cluster: [there], local: [here])
    func data(_ internalLocal: Bool, _ externalLocal: Bool) -> [[EligibleEndpoint]?] {
      let policies = policies(internalLocal, externalLocal)
      return [
        TrafficOutcome.clusterIPTraffic(sets, policies: policies).endpoints,
        TrafficOutcome.externalTraffic(sets, policies: policies)?.endpoints,
        TrafficOutcome.inClusterTrafficToExternalAddress(sets, policies: policies)?.endpoints,
      ]
    }
    #expect(data(false, false) == [[there], [there], [there]])
    #expect(data(true, false) == [[here], [there], [there]])
    #expect(data(false, true) == [[there], [here], [there]])
  }

  @Test func anEmptySetDropsWhereOthersExistAndRejectsWhereNoneDo() {
    let dropped = endpoints(cluster: [there], local: [])
    let policies = policies(true, true)
    #expect(TrafficOutcome.clusterIPTraffic(dropped, policies: policies).action == .drop)
    #expect(TrafficOutcome.externalTraffic(dropped, policies: policies)?.action == .drop)
    let rejected = endpoints(cluster: [], local: [], anyInCluster: false)
    #expect(TrafficOutcome.clusterIPTraffic(rejected, policies: policies).action == .reject)
    #expect(TrafficOutcome.externalTraffic(rejected, policies: policies)?.action == .reject)
    #expect(
      TrafficOutcome.inClusterTrafficToExternalAddress(rejected, policies: policies)?.action
        == .reject
    )
  }

  @Test func withoutExternalAccessThereIsNoExternalTraffic() {
    let sets = endpoints(cluster: [there], local: nil)
    let policies = policies(false, false, false)
    #expect(TrafficOutcome.externalTraffic(sets, policies: policies) == nil)
    #expect(TrafficOutcome.inClusterTrafficToExternalAddress(sets, policies: policies) == nil)
  }
}
