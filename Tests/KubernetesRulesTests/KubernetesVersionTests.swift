import KubernetesRules
import Testing

@Suite struct KubernetesVersionTests {
  @Test(arguments: [
    "1.34", "v1.34", "v1.34.2", "1.34+", "v1.34.1-gke.100", "1.34-eks", "1.34+\u{1f3fb}",
    "1.34.\u{301}",
  ])
  func usualSpellingsAreRead(text: String) {
    #expect(KubernetesVersion(text) == .v1(34))
  }

  @Test(arguments: [
    "", "1", "v", "1.", "1.x", "x.34", "1.34x", "1.99999", ".34", "vv1.34", "1.3\u{301}4",
  ])
  func otherTextIsNot(text: String) {
    #expect(KubernetesVersion(text) == nil)
  }

  @Test func versionsCompareByNumber() {
    #expect(KubernetesVersion.v1(9) < .v1(33))
    #expect(KubernetesVersion(major: 2, minor: 0) > .v1(36))
    #expect(KubernetesVersion.v1(36).description == "1.36")
    #expect(KubernetesVersion.assumed == .v1(36))
  }

  @Test func rulesThatNoGateGovernsHaveTheirVersion() {
    #expect(!KubernetesVersion.v1(34).hasComparableRevisions)
    #expect(KubernetesVersion.v1(35).hasComparableRevisions)
    #expect(!KubernetesVersion.v1(35).prefersNonTerminatingDuplicate)
    #expect(KubernetesVersion.v1(36).prefersNonTerminatingDuplicate)
  }
}
