public import TopologyModel

/// Whose a slice is, and what its writer puts on it (semantics.md 1.2, 2.9–2.11, 2.22).
public enum SliceOwnership {
  /// `managed-by` of the EndpointSlice controller's slices.
  public static let controllerName = "endpointslice-controller.k8s.io"
  /// `managed-by` of slices mirrored from hand-made `v1 Endpoints`; they set `ready` only.
  public static let mirroringControllerName = "endpointslicemirroring-controller.k8s.io"
  /// How many endpoints the controller puts into a slice unless configured otherwise.
  public static let endpointsPerSliceDefault = 100
  /// The most endpoints that the API allows in a slice.
  public static let endpointsPerSliceMax = 1000
  /// The most ports that the API allows in a slice.
  public static let portsPerSliceMax = 100
  /// The most addresses that the API allows in an endpoint.
  public static let addressesPerEndpointMax = 100
  /// The most zone hints, and the most node hints, that the API allows in an endpoint.
  public static let hintsPerEndpointMax = 8

  /// The keys that the controller never copies from a Service to its slices
  /// (`isReservedLabelKey` of `endpointslice/utils.go`, semantics.md 2.9).
  public static let reservedLabels = [
    EndpointSliceFacts.serviceNameLabel, EndpointSliceFacts.managedByLabel,
    EndpointSliceFacts.headlessLabel,
  ]

  /// Returns the slot of the Service that a slice belongs to: `endpointSliceCacheKeys` of
  /// `pkg/proxy/endpointslicecache.go`, semantics.md 1.2, 2.22.
  ///
  /// - the Service that the label `kubernetes.io/service-name` names, in the slice's namespace,
  ///   whether it exists or not, and whoever manages the slice;
  /// - nil where the label is missing or empty.
  ///
  /// A slice's own name says nothing.
  public static func service(
    of slice: EndpointSliceFacts,
    sliceNamespace: String
  ) -> ObjectSlot? {
    slice.serviceName.map {
      ObjectSlot(kind: .service, namespace: sliceNamespace, name: $0)
    }
  }

  /// Returns whether the controller counts the slice as its Service's own: `ownedBy` of
  /// `endpointslice/utils.go`, semantics.md 1.2.
  ///
  /// True when an owner reference is to a Service of `v1` with that UID, false otherwise; a slice
  /// of a former incarnation names the Service by label, and is deleted.
  public static func isOwned(_ slice: EndpointSliceFacts, byServiceUID uid: String) -> Bool {
    slice.owners.contains { $0.uid == uid && $0.kind == "Service" && $0.apiVersion == "v1" }
  }

  /// Returns whether the slice belongs to an earlier Service than that with the UID: it counts by its
  /// label all the same (semantics.md 2.22).
  public static func isStale(_ slice: EndpointSliceFacts, forServiceUID uid: String) -> Bool {
    slice.owners.contains { $0.kind == "Service" && $0.uid != uid }
  }

  /// Returns whether the EndpointSlice controller says that the slice is its own.
  public static func isControlled(_ slice: EndpointSliceFacts) -> Bool {
    slice.labels[EndpointSliceFacts.managedByLabel] == controllerName
  }

  /// Returns whether the slice is mirrored from `v1 Endpoints` (semantics.md 2.11, finding ST301).
  public static func isMirrored(_ slice: EndpointSliceFacts) -> Bool {
    slice.labels[EndpointSliceFacts.managedByLabel] == mirroringControllerName
  }

  /// Returns whether the slice is the controller's placeholder for a Service without endpoints: its
  /// own, without endpoints and without ports (semantics.md 2.10).
  public static func isPlaceholder(_ slice: EndpointSliceFacts) -> Bool {
    isControlled(slice) && slice.endpointCount == 0 && slice.ports.isEmpty
  }

  /// Returns the labels that the controller gives a Service's slices: `setEndpointSliceLabels` of
  /// `endpointslice/utils.go`, semantics.md 2.9.
  ///
  /// The Service's own but for the reserved keys; the Service's name; the controller's; and
  /// `service.kubernetes.io/headless` with an empty value where the cluster IP is `None` or absent.
  public static func expectedLabels(of service: ServiceFacts, name: String) -> LabelSet {
    var labels = service.labels.labels.filter { !reservedLabels.contains($0.key) }
    labels.append(.init(key: EndpointSliceFacts.serviceNameLabel, value: name))
    labels.append(.init(key: EndpointSliceFacts.managedByLabel, value: controllerName))
    if hasNoClusterIP(service) {
      labels.append(.init(key: EndpointSliceFacts.headlessLabel, value: ""))
    }
    return LabelSet(labels)
  }

  /// Returns whether a slice's label `service.kubernetes.io/headless` disagrees with its Service:
  /// there though the Service has a cluster IP, or not there though it has none (finding ST115).
  public static func isHeadlessLabelMismatched(
    _ slice: EndpointSliceFacts,
    service: ServiceFacts
  ) -> Bool {
    (slice.labels[EndpointSliceFacts.headlessLabel] != nil) != hasNoClusterIP(service)
  }

  private static func hasNoClusterIP(_ service: ServiceFacts) -> Bool {
    guard !service.awaitsClusterIP else { return false }
    let first = service.clusterIPs.first ?? ""
    return first.isEmpty || first == "None"
  }
}
