import KubernetesRules
import TopologyModel

/// As what an object holds an address, in the words of the column `role`.
enum AddressRoles {
  /// The role of a Pod that has finished, whose address may be another's by now.
  static let finished = "finished-pod"

  /// The roles in which an object holds an address; none where it does not.
  ///
  /// `text` is the address as it is written mostly, which spares reading it; empty where unknown.
  static func roles(
    of facts: ObjectFacts,
    _ address: IPAddress,
    text: String = ""
  ) -> [String] {
    func holds(_ texts: [String]) -> Bool {
      texts.contains { (!text.isEmpty && $0 == text) || IPAddress($0) == address }
    }
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
    if pod.usesHostNetwork { return "host-network" }
    return pod.deletionTimestamp == nil ? "pod-ip" : "terminating-pod"
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
