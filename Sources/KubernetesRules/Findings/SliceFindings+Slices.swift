import TopologyModel

extension SliceFindings {
  /// How many endpoints of any writer are near the most that the API allows (ST117).
  static let endpointsNearLimit = SliceOwnership.endpointsPerSliceMax * 9 / 10

  /// ST110: the slice belongs to no Service (semantics.md 2.22, 6; `ServiceControllerKey` of
  /// `endpointslice/utils.go`, `endpointSliceCacheKeys` of `pkg/proxy/endpointslicecache.go`).
  ///
  /// - one where the label `kubernetes.io/service-name` is missing or empty;
  /// - none where it names a Service, existing or not.
  static func sliceWithoutService(_ slice: SliceEvaluation) -> [Finding] {
    guard slice.facts.serviceName == nil else { return [] }
    let key = EndpointSliceFacts.serviceNameLabel
    let isMissing = slice.facts.labels[key] == nil
    let owners = slice.facts.owners.enumerated().map { index, owner in
      slice.slice.evidence(
        "metadata.ownerReferences[\(index)]",
        "\(owner.kind)/\(owner.name)"
      )
    }
    return [
      slice.finding(
        .sliceWithoutService,
        detail: "",
        message:
          "label `\(key)` is \(isMissing ? "missing" : "empty"), so no Service uses the slice",
        evidence: [slice.slice.evidence(label: key)] + owners
      )
    ]
  }

  /// ST111: the slice's Service does not exist (semantics.md 1.2, 6; `endpointSliceCacheKeys`).
  ///
  /// - one where the label names a Service that is missing;
  /// - none where it exists, where Services are not observed, and where the label names none
  ///   (ST110).
  ///
  /// Waits for lag.
  static func sliceOrphan(_ slice: SliceEvaluation) -> [Finding] {
    guard slice.input.service == .missing, let name = slice.facts.serviceName else { return [] }
    return [
      slice.finding(
        .sliceOrphan,
        detail: "",
        message: "Service `\(name)`, which the slice belongs to by its label, does not exist",
        evidence: [slice.slice.evidence(label: EndpointSliceFacts.serviceNameLabel)]
      )
    ]
  }

  /// ST113: the slice does not say who manages it (semantics.md 6; `well_known_labels.go` of
  /// discovery/v1, "highly recommended").
  ///
  /// - one where the label `endpointslice.kubernetes.io/managed-by` is missing or empty;
  /// - none where it is set, and none for the API server's own slice, which never has it.
  static func sliceUnmanaged(_ slice: SliceEvaluation) -> [Finding] {
    guard slice.slice.manager == nil, !slice.slice.isOfAPIServer else { return [] }
    return [
      slice.finding(
        .sliceUnmanaged,
        detail: "",
        message: "label `\(EndpointSliceFacts.managedByLabel)` does not say who manages the slice",
        evidence: [slice.slice.evidence(label: EndpointSliceFacts.managedByLabel)]
      )
    ]
  }

  /// ST117: the slice lists very many endpoints (semantics.md 2.10, 6;
  /// `--max-endpoints-per-slice`).
  ///
  /// - one for a slice of the EndpointSlice controller with more than its default of 100 endpoints;
  /// - one for a slice of anybody with 900 endpoints or more, of the 1000 that the API allows;
  /// - else none.
  static func sliceOversize(_ slice: SliceEvaluation) -> [Finding] {
    let count = slice.facts.endpointCount
    let max = SliceOwnership.endpointsPerSliceMax
    let isNearLimit = count >= endpointsNearLimit
    let exceedsDefault =
      slice.slice.manager == SliceOwnership.controllerName
      && count > SliceOwnership.endpointsPerSliceDefault
    guard isNearLimit || exceedsDefault else { return [] }
    return [
      slice.finding(
        .sliceOversize,
        detail: "",
        message: isNearLimit
          ? "the slice is near the \(max) endpoints that the API allows"
          : "the slice lists more than \(SliceOwnership.endpointsPerSliceDefault) endpoints",
        evidence: [
          slice.slice.evidence("endpoints", String(count)),
          slice.slice.evidence(label: EndpointSliceFacts.managedByLabel),
        ]
      )
    ]
  }

  /// ST211: a port of the slice has no number (semantics.md 2.19, 6; `endpointInfoByServicePort` of
  /// `pkg/proxy/endpointslicecache.go`).
  ///
  /// - one for each port whose number is absent or 0, in a slice that names a Service;
  /// - none in a slice without a Service, where such a port may have another meaning.
  static func slicePortNoNumber(_ slice: SliceEvaluation) -> [Finding] {
    guard slice.facts.serviceName != nil else { return [] }
    return slice.facts.ports.enumerated().compactMap { index, port in
      guard (port.number ?? 0) == 0 else { return nil }
      let key = FindingText.slicePortKey(port)
      return slice.finding(
        .slicePortNoNumber,
        detail: key,
        message: "port `\(key)` of the slice has no number, so kube-proxy ignores it",
        evidence: [slice.slice.evidence(port: index)]
      )
    }
  }

  /// ST301: the slice is mirrored from hand-made `v1 Endpoints`, which are deprecated (semantics.md
  /// 2.11, 6; KEP-4974).
  ///
  /// - one for a slice of the mirroring controller, from 1.33 on;
  /// - none for other slices, and none before.
  ///
  /// `v1 Endpoints` themselves are not collected.
  static func mirroredSlice(_ slice: SliceEvaluation) -> [Finding] {
    guard FindingRule.endpointsAPI.applies(to: slice.input.version),
      SliceOwnership.isMirrored(slice.facts)
    else { return [] }
    return [
      slice.finding(
        .endpointsAPI,
        detail: "",
        message: "the slice is mirrored from hand-made `v1 Endpoints`, which are deprecated",
        evidence: [slice.slice.evidence(label: EndpointSliceFacts.managedByLabel)]
      )
    ]
  }
}
