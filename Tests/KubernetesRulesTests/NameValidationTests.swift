import KubernetesRules
import Testing
import TopologyModel

@Suite struct NameValidationTests {
  private static let label = """
    a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and \
    must start and end with an alphanumeric character
    """

  @Test func serviceNamesFollowTheVersion() {
    func messages(minor: Int) -> [String] {
      NameValidation.serviceName(
        "1-web",
        operation: .create,
        gates: FeatureGates(version: .v1(minor), overrides: [:])
      )
    }
    #expect(!messages(minor: 35).isEmpty)
    #expect(messages(minor: 36).isEmpty)
  }

  @Test func aLabelWithDotsIsToldSo() {
    #expect(NameValidation.dns1123Label("web.v1") == ["must not contain dots"])
    #expect(NameValidation.dns1123Label("web..v1") == [Self.label])
    #expect(NameValidation.dns1123Label("") == [Self.label])
    #expect(NameValidation.dns1123Label("-a") == [Self.label])
    #expect(NameValidation.dns1123Label("a") == [])
  }

  @Test func lengthIsReportedBesidesSyntax() {
    let long = String(repeating: "A", count: 64)
    #expect(
      NameValidation.dns1123Label(long) == ["must be no more than 63 characters", Self.label]
    )
    #expect(NameValidation.dns1035Label(long).count == 2)
    #expect(NameValidation.dns1035Label("9a").count == 1)
    #expect(NameValidation.dns1035Label("a9").isEmpty)
    #expect(NameValidation.dns1035Label("").count == 1)
    let longest = Array(repeating: "a", count: 127).joined(separator: ".")
    #expect(longest.count == 253)
    #expect(NameValidation.dns1123Subdomain(longest).isEmpty)
    #expect(
      NameValidation.dns1123Subdomain(longest + "a") == ["must be no more than 253 characters"]
    )
  }

  @Test func portNamesAreIANAServiceNames() {
    #expect(NameValidation.portName("abcdefghijklmno").isEmpty)
    #expect(NameValidation.portName("-a") == ["must not begin or end with a hyphen"])
    #expect(NameValidation.portName("a-") == ["must not begin or end with a hyphen"])
    #expect(NameValidation.portName("8a").isEmpty)
    #expect(NameValidation.portName("").count == 2)
    #expect(NameValidation.portName("a_b").count == 1)
  }

  @Test(arguments: [(0, false), (1, true), (65535, true), (65536, false), (-1, false)])
  func portNumbersLieInRange(number: Int, isValid: Bool) {
    #expect(NameValidation.targetPort(.number(number)).isEmpty == isValid)
  }

  @Test func externalNamesAreRequired() {
    #expect(NameValidation.externalName("") == ["Required value"])
    #expect(NameValidation.externalName(".") == ["Required value"])
  }
}
