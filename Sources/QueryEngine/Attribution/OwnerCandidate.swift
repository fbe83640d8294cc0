import TopologyModel

/// One of the objects that may have been meant by an address.
struct OwnerCandidate {
  let owner: AttributedOwner

  init(_ holder: SharedOwner, certainty: Certainty) {
    owner = AttributedOwner(holder: holder, certainty: certainty)
  }

  /// The object, whatever its roles.
  var object: [String] { [owner.kindName, owner.namespace, owner.name, owner.uid] }

  /// The candidates, the one that is meant most likely first, the others in their order; and whether
  /// the port told which of several.
  ///
  /// Without a port, or where it tells nothing: a Service's cluster IP, a Pod's own address, the Node
  /// before the Pods on its network, then outer addresses of Services, Pods that are terminating,
  /// nobody, and Pods that have finished. A port tells where exactly one of several live candidates is
  /// a Service with that port, or a Pod on the host network that declares it.
  static func ordered(
    _ candidates: [OwnerCandidate],
    port: Int32
  ) -> (ordered: [OwnerCandidate], isDecidedByPort: Bool) {
    guard candidates.count > 1 else { return (candidates, false) }
    let matching =
      port < 0 ? [] : candidates.indices.filter { candidates[$0].matches(Int(port)) }
    let live = candidates.filter(\.owner.isLive)
    let isDecided = live.count > 1 && Set(matching.map { candidates[$0].object }).count == 1
    let chosen =
      isDecided
      ? matching.first
      : candidates.indices.min {
        (candidates[$0].rank, $0) < (candidates[$1].rank, $1)
      }
    guard let chosen else { return (candidates, false) }
    var ordered = candidates
    ordered.insert(ordered.remove(at: chosen), at: 0)
    return (ordered, isDecided)
  }

  private func matches(_ port: Int) -> Bool {
    guard owner.isLive else { return false }
    return owner.holder.servicePorts.contains(port) || owner.holder.declaredPorts.contains(port)
  }

  private var rank: Int {
    switch owner.role {
    case "cluster-ip": 0
    case "pod-ip": 1
    case "host-network": 3
    case "external-ip", "load-balancer": 4
    case "terminating-pod": 5
    case AddressRoles.finished: 7
    default: owner.kind == .node ? 2 : 6
    }
  }
}
