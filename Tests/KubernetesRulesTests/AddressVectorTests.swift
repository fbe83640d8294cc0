import KubernetesRules
import Testing
import TopologyModel

@Suite struct AddressVectorTests {
  @Test func allVectorsAreThere() {
    #expect(Vector.names(of: "addresses").count == 31)
  }

  @Test(arguments: Vector.names(of: "addresses"))
  func validationAgrees(name: String) throws {
    let vector = try Vector(kind: "addresses", name: name)
    let isStrict = try #require(vector.when["strictIPCIDRValidation"].bool as Bool?)
    let gates = FeatureGates(version: .v1(36), overrides: [.strictIPCIDRValidation: isStrict])
    let slices = vector.objects.slices
    let new = try #require(slices.last)
    let messages =
      switch vector.when["op"].text {
      case "update":
        AddressValidation.messages(
          updating: slices[0].endpoints,
          to: new.endpoints,
          addressType: new.facts.addressType,
          gates: gates
        )
      default:
        AddressValidation.messages(
          creating: new.endpoints,
          addressType: new.facts.addressType,
          gates: gates
        )
      }
    #expect(messages == vector.expect["messages"].strings)
    #expect(messages.isEmpty == vector.expect["valid"].bool)
    if vector.expect.has("canonical") {
      #expect(
        new.endpoints.flatMap(\.addresses).map {
          AddressValidation.canonicalForm(ofNonCanonical: $0) ?? $0
        } == vector.expect["canonical"].strings
      )
    }
  }
}
