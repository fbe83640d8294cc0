/// A Service with its Deployment.
struct SimulatedWorkload {
  /// What sort of Service it is.
  enum Shape {
    /// Two named ports, the first of them to a named port.
    case web
    /// One port without a name.
    case plain
    /// Without a cluster address.
    case headless
    /// Without a selector, with a slice that somebody wrote by hand.
    case manual
  }

  let number: Int
  let namespace: String
  let name: String
  let uid: SimulatedUID
  let shape: Shape
  let isDualStack: Bool
  let created: Int64
  var revision: UInt64 = 0
  var replicas: Int
  var versions: [SimulatedVersion]
  /// The places of its Pods, those that are being deleted too.
  var pods: [Int] = []
  var slices: [SimulatedSlice] = []
  /// The time of the first change that the controller has not acted on; 0 for none known.
  var trigger: Int64 = 0
  /// Whether the controller is about to act.
  var isSyncPlanned = false
  /// Whether a rollout or a change of its size goes on.
  var isChanging = false
  /// Whether somebody has given its first port its other number.
  var hasOtherPort = false
  /// Whether the Service is there; the Pods may outlast it.
  var isLive = true

  /// The template that Pods are made of now.
  var version: SimulatedVersion { versions[versions.count - 1] }

  /// The template of that number, which is kept as long as it has Pods.
  func version(_ number: Int) -> SimulatedVersion {
    versions.first { $0.number == number } ?? version
  }

  /// The Service's ports.
  var ports: [SimulatedPort] {
    switch shape {
    case .web:
      [
        SimulatedPort(name: "http", number: hasOtherPort ? 8080 : 80, target: nil),
        SimulatedPort(name: "metrics", number: 9090, target: 9090),
      ]
    case .plain: [SimulatedPort(name: "", number: hasOtherPort ? 8000 : 8080, target: 8000)]
    case .headless: [SimulatedPort(name: "db", number: 5432, target: 5432)]
    case .manual: [SimulatedPort(name: "https", number: 443, target: 8443)]
    }
  }

  /// What tells the ports of the slices of a template's Pods from those of another.
  func portKey(of version: SimulatedVersion) -> Int { shape == .web ? version.port : 0 }

  /// The families that the Service has slices of.
  var families: [SimulatedFamily] { isDualStack ? [.ipv4, .ipv6] : [.ipv4] }

  /// The Service's own addresses.
  func clusterAddress(_ family: SimulatedFamily) -> String {
    let host = number + 10
    return switch family {
    case .ipv4: "10.\(96 + host >> 16).\(host >> 8 & 255).\(host & 255)"
    case .ipv6:
      "fd00:10:96:\(String((host >> 12) + 1, radix: 16))::\(String((host & 0xFFF) + 1, radix: 16))"
    }
  }
}
