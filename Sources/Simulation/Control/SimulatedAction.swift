internal import TopologyModel

/// Something that happens at its time.
enum SimulatedAction {
  /// A step of a Pod's life.
  enum PodStep {
    case bind
    case create
    case run
    case becomeReady
    case loseReadiness
    case crash
    case backOff
    case restart
    case delete
    case noticeDeletion
    case finish
    case endGrace
    case remove
  }

  /// A step of the Pod at a place, if it is still that one, and if nothing else was planned since.
  case pod(Int, serial: Int, plan: UInt32?, PodStep)
  /// The Deployment's controller acts.
  case settle(Int, number: Int)
  /// The EndpointSlice controller acts.
  case sync(Int, number: Int)
  /// The slices of a Service that is gone are deleted.
  case collectSlices(Int, number: Int)
  case heartbeat(node: Int)
  case uncordon(node: Int)
  /// Something goes wrong, or somebody changes something.
  case disturb
  case bookmark(ResourceKind)
  case resume(ResourceKind)
  case breakWatches
  case relist([ResourceKind])
  case goOn([ResourceKind])
}
