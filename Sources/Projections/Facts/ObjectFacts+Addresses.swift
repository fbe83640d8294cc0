import TopologyModel

extension ObjectFacts {
  /// The IP addresses that the object holds: a Pod's own, a Service's cluster, external, and
  /// load-balancer addresses, a Node's; each once, in no defined order.
  var addresses: Set<IPAddress> {
    let texts: [String]
    switch self {
    case .pod(let pod): texts = pod.ips + [pod.primaryIP]
    case .service(let service):
      texts = service.clusterIPs + service.externalIPs + service.ingress.map { $0.ip }
    case .node(let node): texts = node.addresses.map { $0.address }
    case .endpointSlice: texts = []
    }
    return Set(texts.compactMap { IPAddress($0) })
  }
}
