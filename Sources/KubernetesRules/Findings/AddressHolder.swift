public import TopologyModel

/// A Service that holds an address as a virtual one (finding ST103).
public struct AddressHolder: Hashable, Sendable {
  /// Where a Service holds an address.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    /// A cluster IP.
    case clusterIP = "spec.clusterIPs"
    /// An external IP.
    case externalIP = "spec.externalIPs"
    /// An address of its load balancer, in a mode in which kube-proxy handles it.
    case loadBalancer = "status.loadBalancer.ingress"
  }

  /// The Service.
  public var service: ObjectReference
  /// The `resourceVersion` since which it has had these facts; empty where unknown.
  public var revision: String
  /// Where it holds the address.
  public var field: Field

  /// Creates a holder.
  public init(service: ObjectReference, revision: String, field: Field) {
    self.service = service
    self.revision = revision
    self.field = field
  }

  /// Returns the addresses that a Service holds, with the place of each, in the order of the
  /// fields.
  ///
  /// - cluster IPs but `None`, external IPs, and load-balancer addresses whose `ipMode` is VIP or
  ///   absent (semantics.md 3.9);
  /// - none for type ExternalName, and nothing that is no IP address.
  public static func addresses(
    of service: Observed<ServiceFacts>
  ) -> [(address: IPAddress, holder: AddressHolder)] {
    guard service.facts.type != "ExternalName" else { return [] }
    let ingress = service.facts.ingress.filter { $0.ipMode.isEmpty || $0.ipMode == "VIP" }
    let texts: [(Field, [String])] = [
      (.clusterIP, service.facts.clusterIPs), (.externalIP, service.facts.externalIPs),
      (.loadBalancer, ingress.map(\.ip)),
    ]
    return texts.flatMap { field, texts in
      texts.compactMap { IPAddress($0) }.map { address in
        let holder = AddressHolder(
          service: service.reference,
          revision: service.revision,
          field: field
        )
        return (address, holder)
      }
    }
  }
}
