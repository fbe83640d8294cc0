import KubernetesRules
import Projections
import TopologyModel

/// As what an object holds an address, in the words of the column `role`.
enum AddressRoles {
  /// The role of a Pod that has finished, whose address may be another's by now.
  static let finished = "finished-pod"

  /// The roles in which an object holds an address; none where it does not.
  static func roles(of facts: ObjectFacts, _ address: IPAddress) -> [String] {
    func holds(_ texts: [String]) -> Bool { texts.contains { IPAddress($0) == address } }
    switch facts {
    case .pod(let pod): return holds(pod.ips) || holds([pod.primaryIP]) ? [role(of: pod)] : []
    case .service(let service):
      var roles: [String] = []
      if holds(service.clusterIPs) { roles.append("cluster-ip") }
      if holds(service.externalIPs) { roles.append("external-ip") }
      if holds(service.ingress.map { $0.ip }) { roles.append("load-balancer") }
      return roles
    case .node(let node):
      return node.addresses.filter { IPAddress($0.address) == address }.map { role($0.type) }
    case .endpointSlice: return []
    }
  }

  private static func role(of pod: PodFacts) -> String {
    if EndpointMembership.isTerminal(pod) { return finished }
    return role(pod.usesHostNetwork, isTerminating: pod.deletionTimestamp != nil)
  }

  /// The role of a Pod.
  static func role(of pod: PodHolding) -> String {
    if pod.isFinished { return finished }
    return role(pod.template.facts.usesHostNetwork, isTerminating: pod.isTerminating)
  }

  private static func role(_ usesHostNetwork: Bool, isTerminating: Bool) -> String {
    if usesHostNetwork { return "host-network" }
    return isTerminating ? "terminating-pod" : "pod-ip"
  }

  /// The role of a Node's address by the API's type.
  private static func role(_ type: String) -> String {
    switch type {
    case "InternalIP": "internal-ip"
    case "ExternalIP": "external-ip"
    default: type.lowercased()
    }
  }
}
