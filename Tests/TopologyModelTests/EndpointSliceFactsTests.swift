import Testing
import TopologyModel

@Suite("facts of an EndpointSlice")
struct EndpointSliceFactsTests {
  @Test("a slice names its Service by label, and an empty label names none")
  func serviceName() {
    var facts = EndpointSliceFacts()
    #expect(facts.serviceName == nil)
    facts.labels = ["kubernetes.io/service-name": "cart"]
    #expect(facts.serviceName == "cart")
    facts.labels = ["kubernetes.io/service-name": ""]
    #expect(facts.serviceName == nil)
    facts.labels = ["service-name": "cart"]
    #expect(facts.serviceName == nil)
  }
}
