import KubernetesRules
import Testing
import TopologyModel

@Suite struct TrafficDistributionTests {
  private func distribution(
    _ value: String,
    minor: Int = 36,
    annotations: LabelSet = [:]
  ) -> TrafficDistribution {
    TrafficDistribution(
      service: Sample.service {
        $0.trafficDistribution = value
        $0.annotations = annotations
      },
      gates: FeatureGates(version: .v1(minor), overrides: [:])
    )
  }

  @Test func valuesFollowTheVersion() {
    #expect(distribution("") == .none)
    #expect(distribution("PreferClose", minor: 33) == .preferSameZone)
    #expect(distribution("PreferSameZone", minor: 33) == .none)
    #expect(distribution("PreferSameZone", minor: 34) == .preferSameZone)
    #expect(distribution("PreferSameNode", minor: 33) == .none)
    #expect(distribution("PreferSameNode", minor: 34) == .preferSameNode)
    #expect(distribution("Nonsense") == .none)
  }

  @Test func anActiveAnnotationComesFirst() {
    let mode = TrafficDistribution.topologyModeAnnotation
    let hints = TrafficDistribution.topologyHintsAnnotation
    func isActive(_ annotations: LabelSet) -> Bool {
      TrafficDistribution.isTopologyModeActive(annotations)
    }
    #expect(distribution("PreferClose", annotations: [mode: "Auto"]) == .topologyMode)
    #expect(distribution("PreferClose", annotations: [mode: "Disabled"]) == .preferSameZone)
    #expect(isActive([mode: "auto"]) && isActive([hints: "Auto"]))
    #expect(!isActive([mode: "AUTO"]) && !isActive([:]))
    #expect(!isActive([mode: "Auto", hints: "Disabled"]))
    #expect(isActive([mode: "Disabled", hints: "auto"]))
  }
}
