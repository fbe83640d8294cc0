import KubernetesRules
import Testing

@Suite struct FeatureGateTests {
  private func states(_ gate: FeatureGate, override: Bool? = nil) -> [Bool] {
    (32...37).map { minor in
      var gates = FeatureGates(version: .v1(minor), overrides: [:])
      gates.overrides[gate] = override
      return gates.isEnabled(gate)
    }
  }

  @Test func defaultsFollowTheVersion() {
    #expect(
      states(.preferSameTrafficDistribution) == [false, false, true, true, true, true]
    )
    #expect(
      states(.relaxedServiceNameValidation) == [false, false, false, false, true, true]
    )
    #expect(states(.strictIPCIDRValidation) == [false, false, false, false, true, true])
  }

  @Test func overridesHoldWhereTheVersionKnowsTheGateAndHasNotLockedIt() {
    #expect(
      states(.preferSameTrafficDistribution, override: true)
        == [false, true, true, true, true, true]
    )
    #expect(
      states(.preferSameTrafficDistribution, override: false)
        == [false, false, false, true, true, true]
    )
    #expect(
      states(.relaxedServiceNameValidation, override: true)
        == [false, false, true, true, true, true]
    )
    #expect(
      states(.strictIPCIDRValidation, override: true) == [false, true, true, true, true, true]
    )
    #expect(
      states(.strictIPCIDRValidation, override: false)
        == [false, false, false, false, false, false]
    )
  }

  @Test func gatesBearKubernetesNames() {
    #expect(FeatureGate(rawValue: "StrictIPCIDRValidation") == .strictIPCIDRValidation)
    #expect(FeatureGates.assumed.version == .v1(36))
  }
}
