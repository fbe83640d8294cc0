import TopologyModel

/// The findings about a Service and about its slices as far as they need the Service: all but those
/// of `SliceFindings` and `PodFindings`.
public enum ServiceFindings {
  /// Returns the findings, by rule, subject, detail; none for a Service that is being deleted,
  /// which needs no mending.
  public static func findings(_ input: ServiceFindingsInput) -> [Finding] {
    guard input.service.facts.deletionTimestamp == nil else { return [] }
    let service = ServiceEvaluation(input)
    return Finding.ordered(rules.flatMap { $0(service) })
  }

  private static let rules: [@Sendable (ServiceEvaluation) -> [Finding]] = [
    addressIsServiceVIP, sliceStaleOwner, sliceForeignManager, headlessLabelMismatch,
    duplicateEndpoint, targetPodMissing, targetPodUIDMismatch, targetIPMismatch,
    conditionMismatch, notSelectedButListed, readyPodNotListed, selectorMatchesNoPods,
    noReadyEndpoints, singleEndpoint, unresolvedPortNames, targetNumberUndeclared,
    targetNumberVaries, protocolMismatch, slicePortUnknown, servicePortUnserved,
    overlappingSelectors, allOnOneNode, allInOneZone, localPolicyGap, hintsIneffective,
    onlyTerminating, notReadyPublished, nodePortConflict, clusterIPConflict, externalNameIP,
    externalNameLoopback, externalNameSelector, noSelectorNoSlices, headlessIgnoredFields,
    typeNotes, topologyAnnotation, preferClose, externalIPs, digitFirstName,
    trafficDistributionUnsupported, deadAnnotation, strictIP, loadBalancerIP,
  ]
}
