import Testing
import TopologyModel

@Suite("resource kind")
struct ResourceKindTests {
  @Test("a kind is found by both of the API's names", arguments: ResourceKind.allCases)
  func names(kind: ResourceKind) {
    #expect(ResourceKind(apiName: kind.kindName) == kind)
    #expect(ResourceKind(apiName: kind.resourceName) == kind)
    #expect(ResourceKind(apiName: "\(kind.kindName)List") == nil)
    #expect(ResourceKind(apiName: kind.resourceName.uppercased()) == nil)
  }

  @Test("other kinds are not remembered", arguments: ["", "pod", "Deployment", "endpoints"])
  func others(name: String) {
    #expect(ResourceKind(apiName: name) == nil)
  }

  @Test("kinds are listed as Services, EndpointSlices, Pods, Nodes")
  func order() {
    let names = ResourceKind.allCases.reversed().sorted().map { $0.resourceName }
    #expect(names == ["services", "endpointslices", "pods", "nodes"])
  }

  @Test("only Nodes live outside of namespaces")
  func namespaces() {
    #expect(ResourceKind.allCases.filter { !$0.isNamespaced } == [.node])
  }

  @Test("facts know their kind")
  func facts() {
    let facts: [ObjectFacts] = [
      .service(ServiceFacts()), .endpointSlice(EndpointSliceFacts(), endpoints: []),
      .pod(PodFacts()), .node(NodeFacts()),
    ]
    #expect(facts.map { $0.kind } == ResourceKind.allCases)
  }
}
