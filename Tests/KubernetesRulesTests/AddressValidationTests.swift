import KubernetesRules
import Testing
import TopologyModel

@Suite struct AddressValidationTests {
  private func messages(_ address: String, _ type: String, minor: Int = 36) -> [String] {
    AddressValidation.messages(
      address: address,
      addressType: type,
      gates: FeatureGates(version: .v1(minor), overrides: [:])
    )
  }

  @Test func ipv4SlicesAreStrictFromTheVersionOn() {
    #expect(messages("010.0.0.1", "IPv4", minor: 35).isEmpty)
    #expect(messages("010.0.0.1", "IPv4") == ["must not have leading 0s"])
    #expect(messages("10.0.0.0", "IPv4").isEmpty)
    #expect(messages("::ffff:10.0.0.1", "IPv4", minor: 35).isEmpty)
    #expect(messages("::ffff:010.0.0.1", "IPv4") == ["must not have leading 0s"])
    #expect(messages("fd00::1", "IPv4") == ["must be an IPv4 address"])
  }

  @Test func ipv6SlicesAreStrictAndCanonicalAlways() {
    #expect(
      messages("2001:DB8::1", "IPv6", minor: 33) == ["must be in canonical form (\"2001:db8::1\")"]
    )
    #expect(messages("2001:db8::1", "IPv6").isEmpty)
    #expect(messages("10.0.0.1", "IPv6") == ["must be an IPv6 address"])
    #expect(
      messages("::ffff:10.0.0.1", "IPv6", minor: 33) == [
        "must not be an IPv4-mapped IPv6 address", "must be in canonical form (\"10.0.0.1\")",
      ]
    )
    #expect(
      messages("127.0.0.1", "IPv6") == [
        "must be an IPv6 address", "may not be in the loopback range (127.0.0.0/8, ::1/128)",
      ]
    )
  }

  @Test func namesNeedTwoLabels() {
    #expect(
      messages("localhost", "FQDN")
        == ["should be a domain with at least two segments separated by dots"]
    )
    #expect(messages("a.b", "FQDN").isEmpty)
    #expect(messages("", "FQDN") == ["Required value"])
    let long = String(repeating: "a", count: 64)
    #expect(messages("\(long).b", "FQDN") == ["must be no more than 63 characters"])
  }

  @Test func anUnknownTypeHasNoSyntax() {
    #expect(messages("anything at all", "IP").isEmpty)
  }

  @Test func aChangedListIsCheckedWhole() {
    let old = [Sample.endpoint("127.0.0.1")]
    var new = old
    new.append(Sample.endpoint("10.0.0.1"))
    let gates = FeatureGates.assumed
    #expect(
      AddressValidation.messages(updating: old, to: old, addressType: "IPv4", gates: gates)
        .isEmpty
    )
    #expect(
      AddressValidation.messages(updating: old, to: new, addressType: "IPv4", gates: gates)
        .count == 1
    )
  }

  @Test func canonicalFormIsGivenWhereItDiffers() {
    #expect(AddressValidation.canonicalForm(ofNonCanonical: "010.0.0.1") == "10.0.0.1")
    #expect(AddressValidation.canonicalForm(ofNonCanonical: "10.0.0.1") == nil)
    #expect(AddressValidation.canonicalForm(ofNonCanonical: "db.example") == nil)
  }

  @Test(arguments: [
    ("0.0.0.0", AddressClass.unspecified), ("::", .unspecified), ("0.0.0.1", .thisNetwork),
    ("127.0.0.0", .loopback), ("127.255.255.255", .loopback), ("126.0.0.1", .ordinary),
    ("128.0.0.1", .ordinary), ("::1", .loopback), ("::2", .ordinary), ("1::1", .ordinary),
    ("169.254.0.1", .linkLocalUnicast), ("169.253.0.1", .ordinary), ("168.254.0.1", .ordinary),
    ("fe80::1", .linkLocalUnicast), ("febf::1", .linkLocalUnicast), ("fec0::1", .ordinary),
    ("fe7f::1", .ordinary), ("224.0.0.251", .linkLocalMulticast), ("224.0.1.1", .otherMulticast),
    ("224.1.0.1", .otherMulticast), ("239.255.255.253", .otherMulticast),
    ("223.0.0.1", .ordinary), ("240.0.0.1", .reserved), ("244.1.2.3", .reserved),
    ("255.255.255.254", .reserved), ("255.255.255.255", .limitedBroadcast),
    ("ff02::1", .linkLocalMulticast), ("ff12::1", .linkLocalMulticast),
    ("ff01::1", .otherMulticast), ("ff05::1", .otherMulticast), ("ff22::", .linkLocalMulticast),
  ])
  func addressesHaveClasses(text: String, expected: AddressClass) throws {
    #expect(AddressClass(try #require(IPAddress(text))) == expected)
  }

  @Test func theAPIRefusesFourClasses() {
    #expect(
      AddressClass.allCases.filter(\.isRefused)
        == [.unspecified, .loopback, .linkLocalUnicast, .linkLocalMulticast]
    )
  }
}
