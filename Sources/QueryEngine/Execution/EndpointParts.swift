import TopologyModel

/// What the row of an endpoint is made of, so that the next stretch of it is found without evaluating
/// the question there.
struct EndpointParts: Hashable {
  /// The Service, the slice, and the endpoint: the row stays what it is while all of them hold.
  var fixed: [RunBounds]
  /// The slots of the Service and the slice.
  var slots: [ObjectSlot]
  /// The run of the Pod that the row shows something of; nil where it shows nothing.
  var pod: RunBounds?
  var podUID: String
  var podName: String
  /// What it shows of the Pod.
  var workload: Value

  /// The runs that the row rests on.
  var runs: [RunBounds] { pod.map { fixed + [$0] } ?? fixed }
}
