public import TopologyModel

/// What kube-proxy handles at all (semantics.md 3.1–3.3, 3.16).
public enum ProxyEligibility {
  /// The label by which a Service asks for another proxy.
  public static let serviceProxyNameLabel = "service.kubernetes.io/service-proxy-name"

  /// Why kube-proxy does not handle a Service in a family.
  public enum ServiceExclusion: String, Hashable, Sendable, CaseIterable {
    /// It is an alias: `type: ExternalName`.
    case externalName = "external-name"
    /// `clusterIP: None`; DNS publishes its endpoints.
    case headless = "headless"
    /// It asks for another proxy with `service.kubernetes.io/service-proxy-name`, of any value.
    case otherProxy = "other-proxy"
    /// It carries `service.kubernetes.io/headless`, which kube-proxy's watches filter out.
    case headlessLabel = "headless-label"
    /// It has no cluster IP yet.
    case noClusterIP = "no-cluster-ip"
    /// It has cluster IPs, but none of the family.
    case noClusterIPOfFamily = "no-cluster-ip-of-family"
  }

  /// Why kube-proxy does not use a slice for a Service.
  public enum SliceExclusion: String, Hashable, Sendable, CaseIterable {
    /// It names another Service, or none (semantics.md 2.22).
    case otherService = "other-service"
    /// It is of another address type; FQDN is of none that kube-proxy uses.
    case otherAddressType = "other-address-type"
    /// It carries `service.kubernetes.io/headless`, of any value.
    case headlessLabel = "headless-label"
    /// It carries `service.kubernetes.io/service-proxy-name`, of any value.
    case otherProxy = "other-proxy"
  }

  /// Returns why kube-proxy does not handle the Service in the family, or nil when it does:
  /// `ShouldSkipService` and `GetClusterIPByFamily` of `pkg/proxy/util/utils.go` and the label and
  /// field selectors of its watches (`cmd/kube-proxy/app/server.go`), semantics.md 3.1, 3.3.
  ///
  /// In this order: `externalName`, `headless`, `otherProxy`, `headlessLabel`, `noClusterIP`,
  /// `noClusterIPOfFamily`. A Service that awaits its cluster IP is taken as having one of each of
  /// its families.
  public static func exclusion(
    of service: ServiceFacts,
    family: IPAddress.Family
  ) -> ServiceExclusion? {
    if service.type == "ExternalName" { return .externalName }
    if service.isHeadless { return .headless }
    if service.labels[serviceProxyNameLabel] != nil { return .otherProxy }
    if service.labels[EndpointSliceFacts.headlessLabel] != nil { return .headlessLabel }
    if service.awaitsClusterIP {
      let isAssigned = ServiceFamilies.families(of: service).contains(family)
      return isAssigned ? nil : .noClusterIPOfFamily
    }
    let addresses = service.clusterIPs.compactMap { IPAddress($0) }
    if addresses.isEmpty { return .noClusterIP }
    if !addresses.contains(where: { $0.family == family }) { return .noClusterIPOfFamily }
    return nil
  }

  /// Returns why kube-proxy does not use the slice for the Service in the family, or nil when it
  /// does: `endpointSliceCacheKeys` of `pkg/proxy/endpointslicecache.go`, `EndpointSliceUpdate`, and
  /// the label selector of its watches, semantics.md 2.22, 3.2.
  ///
  /// In this order: `otherService`, also for a slice of another namespace; `otherAddressType`;
  /// `headlessLabel`; `otherProxy`. Who manages the slice does not matter.
  public static func exclusion(
    of slice: EndpointSliceFacts,
    sliceNamespace: String,
    service: ObjectSlot,
    family: IPAddress.Family
  ) -> SliceExclusion? {
    guard sliceNamespace == service.namespace, slice.serviceName == service.name else {
      return .otherService
    }
    if slice.addressType != family.rawValue { return .otherAddressType }
    if slice.labels[EndpointSliceFacts.headlessLabel] != nil { return .headlessLabel }
    if slice.labels[serviceProxyNameLabel] != nil { return .otherProxy }
    return nil
  }

  /// Returns the families in which kube-proxy handles the Service, IPv4 before IPv6; none where it
  /// does not handle it at all (semantics.md 3.1).
  public static func families(of service: ServiceFacts) -> [IPAddress.Family] {
    [.ipv4, .ipv6].filter { exclusion(of: service, family: $0) == nil }
  }
}
