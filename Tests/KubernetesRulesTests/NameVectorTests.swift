import KubernetesRules
import Testing
import TopologyModel

@Suite struct NameVectorTests {
  @Test func allVectorsAreThere() {
    #expect(Vector.names(of: "names").count == 36)
  }

  @Test(arguments: Vector.names(of: "names"))
  func validationAgrees(name: String) throws {
    let vector = try Vector(kind: "names", name: name)
    let object = try #require(vector.given["objects"].array.last)
    let port = object["spec"]["ports"].array.first
    let operation = try #require(
      NameValidation.Operation(rawValue: vector.when["op"].text)
    )
    let messages: [String]
    switch vector.when["subject"].text {
    case "service.metadata.name":
      let isRelaxed = vector.when["mode"].text == "relaxed"
      messages = NameValidation.serviceName(
        object["metadata"]["name"].text,
        operation: operation,
        gates: FeatureGates(
          version: .v1(36),
          overrides: [.relaxedServiceNameValidation: isRelaxed]
        )
      )
    case "service.spec.ports[0].name":
      messages = NameValidation.servicePortName(try #require(port)["name"].text)
    case "service.spec.ports[0].targetPort":
      messages = NameValidation.targetPort(
        FactsReader.targetPort(try #require(port)["targetPort"], number: 80)
      )
    case "service.spec.externalName":
      messages = NameValidation.externalName(object["spec"]["externalName"].text)
    case "endpointslice.endpoints[0].hostname":
      messages = NameValidation.endpointHostname(
        object["endpoints"].array[0]["hostname"].text
      )
    default:
      Issue.record("unknown subject")
      return
    }
    #expect(messages == vector.expect["messages"].strings)
    #expect(messages.isEmpty == vector.expect["valid"].bool)
  }
}
