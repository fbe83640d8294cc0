import Testing
import TopologyModel

@Suite("facts of a Service")
struct ServiceFactsTests {
  @Test(
    "a Service is headless where its address is None, and not where it has none",
    arguments: [
      (["None"], true), ([], false), (["10.0.0.1"], false), (["10.0.0.1", "None"], false),
      (["none"], false), ([""], false),
    ]
  )
  func headless(clusterIPs: [String], isHeadless: Bool) {
    var facts = ServiceFacts()
    facts.clusterIPs = clusterIPs
    #expect(facts.isHeadless == isHeadless)
  }
}
