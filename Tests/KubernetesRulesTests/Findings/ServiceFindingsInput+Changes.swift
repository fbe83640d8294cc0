import KubernetesRules
import TopologyModel

extension ServiceFindingsInput {
  /// Changes the facts of the first slice.
  mutating func changeSlice(_ change: (inout EndpointSliceFacts) -> Void) {
    guard var first = slices?.first else { return }
    change(&first.facts)
    slices?[0] = first
  }

  /// Changes an endpoint of the first slice.
  mutating func changeEndpoint(_ index: Int, _ change: (inout EndpointFacts) -> Void) {
    guard var first = slices?.first else { return }
    change(&first.endpoints[index].facts)
    slices?[0] = first
  }

  /// Changes a Pod, as it is selected and as it is a target.
  mutating func changePod(_ index: Int, _ change: (inout PodFacts) -> Void) {
    guard var pod = pods?.selected[index] else { return }
    change(&pod.facts)
    pods?.selected[index] = pod
    pods?.targets[pod.reference.slot] = pod
  }
}
