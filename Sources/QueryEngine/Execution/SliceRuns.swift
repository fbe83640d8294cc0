import Projections
import TopologyModel

/// A slice at a revision: its header's run and those of its endpoints.
struct SliceRuns {
  var run: FactRun<ObjectFacts>
  var facts: EndpointSliceFacts
  var endpoints: [FactRun<EndpointFacts>]
}
