public import TopologyModel

/// Which address families a Service has endpoints of (semantics.md 2.5).
public enum ServiceFamilies {
  /// Returns the families that the controller writes slices for, in their order:
  /// `getAddressTypesForService` of `endpointslice/utils.go`.
  ///
  /// - those of `spec.ipFamilies`, where it names any;
  /// - else that of the cluster IP, where there is one;
  /// - else IPv4 where a cluster IP is still to be assigned, as most clusters do: which family is
  ///   the first one is the cluster's choice;
  /// - else both, IPv4 first: headless Services of very old clusters.
  public static func families(of service: ServiceFacts) -> [IPAddress.Family] {
    let declared = service.ipFamilies.compactMap { IPAddress.Family(rawValue: $0) }
    guard declared.isEmpty else { return declared }
    if let address = service.clusterIPs.first.flatMap({ IPAddress($0) }) { return [address.family] }
    return service.awaitsClusterIP ? [.ipv4] : [.ipv4, .ipv6]
  }
}
