/// A Pod, from its creation to its deletion.
struct SimulatedPod {
  /// How far it has come.
  enum Stage {
    case pending
    case bound
    case creating
    case running
    case succeeded
  }

  /// What its container does while the Pod runs.
  enum Container {
    case running
    case terminated
    case backingOff
  }

  /// Its number among all Pods that there ever were.
  let serial: Int
  let workload: Int
  /// The number of its template within the Deployment.
  let version: Int
  let name: String
  let uid: SimulatedUID
  /// What the name of the token's volume ends with.
  let volume: String
  let created: Int64
  var revision: UInt64 = 0
  var stage = Stage.pending
  var node = -1
  /// The last part of its address; 0 for none.
  var host = 0
  /// Its addresses, of each family; empty where it has none.
  private var addresses = ("", "")
  var isReady = false
  /// When `isReady` changed last.
  var readySince: Int64 = 0
  var boundAt: Int64 = 0
  var runningAt: Int64 = 0
  var finishedAt: Int64 = 0
  /// When it is to be gone; 0 where it is not being deleted.
  var deletionAt: Int64 = 0
  var grace = 10
  /// Whether the kubelet has seen that it is being deleted.
  var isDeletionSeen = false
  var container = Container.running
  var restarts = 0
  /// When the container ended last; 0 for never.
  var crashedAt: Int64 = 0
  var crashesLeft = 0
  /// Whether there is one; the place may be used again.
  var isLive = true
  /// What was planned for the Pod counts only while this number stands.
  var plan: UInt32 = 0

  init(
    serial: Int,
    workload: Int,
    version: Int,
    name: String,
    uid: SimulatedUID,
    volume: String,
    created: Int64
  ) {
    self.serial = serial
    self.workload = workload
    self.version = version
    self.name = name
    self.uid = uid
    self.volume = volume
    self.created = created
  }

  /// Takes the addresses of a host on its Node.
  mutating func take(_ host: Int, on node: SimulatedNode) {
    self.host = host
    addresses = (node.podAddress(host, .ipv4), node.podAddress(host, .ipv6))
  }

  /// Its address of a family; empty where it has none.
  func address(_ family: SimulatedFamily) -> String {
    switch family {
    case .ipv4: addresses.0
    case .ipv6: addresses.1
    }
  }

  /// Whether it is being deleted.
  var isTerminating: Bool { deletionAt != 0 }

  /// Whether slices list it (semantics.md 2.3).
  var isListed: Bool { isLive && stage == .running }

  /// Its conditions as an endpoint (semantics.md 2.6).
  var conditions: EndpointConditions {
    EndpointConditions(isServing: isReady, isTerminating: isTerminating)
  }
}
