import KubernetesRules
import Testing
import TopologyModel

@Suite struct EndpointConditionsTests {
  @Test func absentConditionsMeanReadyServingAndNotTerminating() {
    let endpoint = EndpointFacts()
    #expect(endpoint.isReady && endpoint.isServing && !endpoint.isTerminating)
  }

  @Test(arguments: [true, false])
  func presentConditionsMeanThemselves(value: Bool) {
    var endpoint = EndpointFacts()
    endpoint.ready = value
    endpoint.serving = value
    endpoint.terminating = value
    #expect(endpoint.isReady == value)
    #expect(endpoint.isServing == value)
    #expect(endpoint.isTerminating == value)
    #expect(endpoint.isReadyForHints == value)
  }

  @Test func theWriterOfHintsTakesAbsentForNotReady() {
    #expect(!EndpointFacts().isReadyForHints)
  }
}
