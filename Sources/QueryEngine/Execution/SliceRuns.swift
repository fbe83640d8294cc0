import Projections
import TopologyModel

/// A slice at a revision: its header's run and those of its endpoints.
struct SliceRuns {
  var run: FactRun<ObjectFacts>
  var facts: EndpointSliceFacts
  var endpoints: [FactRun<EndpointFacts>]

  /// The latest revision at which anything that is read of the slice changed.
  var revision: Revision {
    endpoints.map { $0.validity.from }.reduce(run.validity.from) { max($0, $1) }
  }
}
