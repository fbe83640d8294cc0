import KubernetesRules
import Projections
import TopologyModel

/// A slice at a revision: its header's run and those of its endpoints.
struct SliceRuns {
  var run: FactRun<ObjectFacts>
  var facts: EndpointSliceFacts
  var endpoints: [FactRun<EndpointFacts>]

  /// The revision at which the slice was last told of; nil where no other slice of the Service lists an
  /// address of its own likewise, so that nothing depends on it.
  var revision: Revision?
}

/// An address as it is listed, where several listings of it are alike but for their slices.
private struct Occurrence: Hashable {
  var address: String
  var isTerminating: Bool
  var isReady: Bool
}

extension [SliceRuns] {
  /// The places of the slices that list an address of another one's under equal conditions: of their
  /// occurrences, that of the slice with the highest revision counts (semantics.md 2.24).
  var rivals: Set<Int> {
    guard count > 1 else { return [] }
    var places: [Occurrence: Int] = [:]
    var rivals: Set<Int> = []
    for (place, slice) in enumerated() {
      for endpoint in slice.endpoints {
        guard let address = endpoint.facts.addresses.first else { continue }
        let occurrence = Occurrence(
          address: EndpointCandidate.canonicalAddress(address),
          isTerminating: endpoint.facts.isTerminating,
          isReady: endpoint.facts.isReady
        )
        guard let first = places[occurrence] else {
          places[occurrence] = place
          continue
        }
        if first != place { rivals.formUnion([first, place]) }
      }
    }
    return rivals
  }
}
