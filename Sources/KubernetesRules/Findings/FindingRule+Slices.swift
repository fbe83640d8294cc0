/// The rules on slices and their labels (semantics.md 6).
extension FindingRule {
  /// ST110 slice-without-service: A slice names no Service.
  public static let sliceWithoutService = FindingRule(
    id: "ST110",
    name: "slice-without-service",
    severity: .warning,
    summary: "A slice names no Service.",
    explanation: """
      The label `kubernetes.io/service-name` of the slice is missing or empty, so that the slice \
      belongs to no Service. Raised: for each slice whose label is missing or empty.
      """,
    remedy: """
      Set the label to the Service's name, or delete the slice. A slice that serves another \
      purpose may stay as it is.
      """,
    source: """
      `ServiceControllerKey` of `endpointslice/utils.go`, `endpointSliceCacheKeys` of \
      `pkg/proxy/endpointslicecache.go`
      """,
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST111 slice-orphan: A slice names a Service that does not exist.
  public static let sliceOrphan = FindingRule(
    id: "ST111",
    name: "slice-orphan",
    severity: .warning,
    summary: "A slice names a Service that does not exist.",
    explanation: """
      The label `kubernetes.io/service-name` names a Service that is not in the slice's \
      namespace. Raised: for each slice whose label names a missing Service. Not where Services \
      are not observed.
      """,
    remedy: "Delete the slice, or create the Service.",
    source: "`endpointSliceCacheKeys` of `pkg/proxy/endpointslicecache.go`",
    waitsForLag: true,
    since: nil,
    before: nil
  )

  /// ST112 slice-stale-owner: A slice was made for a former Service of the same name.
  public static let sliceStaleOwner = FindingRule(
    id: "ST112",
    name: "slice-stale-owner",
    severity: .warning,
    summary: "A slice was made for a former Service of the same name.",
    explanation: """
      The slice belongs to the Service by its label, and its owner reference has the UID of \
      another, former Service. Raised: for each slice with an owner that is a `v1` Service where \
      none of its owners has the UID of the Service that exists. Not where a UID is unknown.
      """,
    remedy: """
      Nothing, if it goes away by itself. Otherwise delete the slice, and look whether the \
      EndpointSlice controller works.
      """,
    source: "`ownedBy` of `endpointslice/utils.go`",
    waitsForLag: true,
    since: nil,
    before: nil
  )

  /// ST113 slice-unmanaged: A slice does not say who manages it.
  public static let sliceUnmanaged = FindingRule(
    id: "ST113",
    name: "slice-unmanaged",
    severity: .info,
    summary: "A slice does not say who manages it.",
    explanation: """
      The label `endpointslice.kubernetes.io/managed-by` of the slice is missing or empty. \
      Raised: for each slice whose label is missing or empty. Not for the slice \
      `default/kubernetes`, which the API servers write without it.
      """,
    remedy: """
      Set the label to the name of what writes the slice, such as `staff` for one that is \
      written by hand.
      """,
    source: "`well_known_labels.go` of `discovery/v1`",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST114 slice-foreign-manager: Somebody else adds a slice to a Service with a selector.
  public static let sliceForeignManager = FindingRule(
    id: "ST114",
    name: "slice-foreign-manager",
    severity: .warning,
    summary: "Somebody else adds a slice to a Service with a selector.",
    explanation: """
      The EndpointSlice controller looks after the Service, since it has a selector, and another \
      writer manages one of its slices. Raised: for each slice with another `managed-by` than \
      `endpointslice-controller.k8s.io` whose Service has a selector and is not of type \
      ExternalName. Slices without the label are ST113's.
      """,
    remedy: """
      Delete the slice, or take the selector away. Multi-cluster controllers add such slices on \
      purpose.
      """,
    source: "the documentation of EndpointSlices; the controller lists slices by `managed-by`",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST115 headless-label-mismatch: A slice's headless label disagrees with its Service.
  public static let headlessLabelMismatch = FindingRule(
    id: "ST115",
    name: "headless-label-mismatch",
    severity: .error,
    summary: "A slice's headless label disagrees with its Service.",
    explanation: """
      The slice has the label `service.kubernetes.io/headless` and the Service a cluster IP, or \
      the other way round. Raised: for each slice with the label whose Service has a cluster IP, \
      and for each slice of the EndpointSlice controller without it whose Service has none. Not \
      for ExternalName Services. Severity: error; warning where the label is missing, which \
      costs kube-proxy some work only.
      """,
    remedy: """
      Remove the label from the slice, and from the Service or the template that it comes from.
      """,
    source: """
      `cmd/kube-proxy/app/server.go`, `setEndpointSliceLabels` of `endpointslice/utils.go`
      """,
    waitsForLag: true,
    since: nil,
    before: nil
  )

  /// ST116 duplicate-endpoint: An endpoint is listed twice for one Service port.
  public static let duplicateEndpoint = FindingRule(
    id: "ST116",
    name: "duplicate-endpoint",
    severity: .warning,
    summary: "An endpoint is listed twice for one Service port.",
    explanation: """
      Several slices, or one slice twice, list the same address and port for one Service port \
      and family. Raised: for each `ip:port` that occurs more than once among the slices that \
      kube-proxy uses for a Service port. Severity: warning; error where conditions contradict \
      each other and kube-proxy's choice is left to chance.
      """,
    remedy: """
      Delete the slice that does not belong there. The subject is a slice that the EndpointSlice \
      controller does not manage, if there is one.
      """,
    source: "`addEndpoints` of `pkg/proxy/endpointslicecache.go`, Kubernetes PR 135593",
    waitsForLag: true,
    since: nil,
    before: nil
  )

  /// ST117 slice-oversize: A slice lists very many endpoints.
  public static let sliceOversize = FindingRule(
    id: "ST117",
    name: "slice-oversize",
    severity: .info,
    summary: "A slice lists very many endpoints.",
    explanation: """
      The slice has more endpoints than the EndpointSlice controller puts into one unless it is \
      told otherwise, or comes near the limit of the API. Raised: for each slice of the \
      EndpointSlice controller with more than 100 endpoints, and for each slice with 900 \
      endpoints or more.
      """,
    remedy: """
      Split the slice, or set `--max-endpoints-per-slice` of kube-controller-manager lower.
      """,
    source: "`--max-endpoints-per-slice`, `pkg/apis/discovery/validation`",
    waitsForLag: false,
    since: nil,
    before: nil
  )
}
