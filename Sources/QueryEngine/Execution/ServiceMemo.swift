import KubernetesRules
import TopologyModel

/// What the rows of a Service's endpoints and the notes on them both need, worked out once in a
/// scene.
final class ServiceMemo {
  /// Traffic to a port over one address family.
  struct Traffic: Hashable {
    var port: ServiceFacts.Port
    var family: IPAddress.Family
  }

  /// The entries under an asked port, or under all.
  var entries: [BoundPort?: [ServiceSource.Entry]] = [:]
  /// The endpoints offered, each `ip:port` once.
  var deduplicated: [Traffic: (kept: [EndpointCandidate], conflicts: [EndpointConflict])] = [:]
  /// Where connections go.
  var outcomes: [Traffic: TrafficOutcome] = [:]
}
