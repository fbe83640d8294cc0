/// The stable codes of notes on answers, each explained in docs/reference/errors.md.
public enum NoteCode: String, Sendable, CaseIterable {
  case notObserved = "not-observed"
  case provisional = "provisional"
  case unknownService = "unknown-service"
  case unknownPort = "unknown-port"
  case addressesWithoutPods = "addresses-without-pods"
  case notProxied = "not-proxied"
  case duplicateEndpoint = "duplicate-endpoint"
  case rowsLimited = "rows-limited"
  case revisionsNotShared = "revisions-not-shared"
  case staleOwner = "stale-owner"
  case nodesNotObserved = "nodes-not-observed"
  case unknownNode = "unknown-node"
  case dependsOnNode = "depends-on-node"
  case notForwarded = "not-forwarded"
  case zoneOnly = "zone-only"
  case ambiguousOwner = "ambiguous-owner"
  case findingsExcluded = "findings-excluded"
  case unknownNamespace = "unknown-namespace"
  case unknownObject = "unknown-object"
  case noEndpointSlices = "no-endpointslices"
  case forgotten

  /// The code that diagnostics print.
  public var diagnosticCode: String {
    switch self {
    case .notObserved: "TQL2001"
    case .provisional: "TQL2002"
    case .unknownService: "TQL2003"
    case .unknownPort: "TQL2004"
    case .addressesWithoutPods: "TQL2005"
    case .notProxied: "TQL2006"
    case .duplicateEndpoint: "TQL2007"
    case .rowsLimited: "TQL2008"
    case .revisionsNotShared: "TQL2009"
    case .staleOwner: "TQL2010"
    case .nodesNotObserved: "TQL2011"
    case .unknownNode: "TQL2012"
    case .dependsOnNode: "TQL2013"
    case .notForwarded: "TQL2014"
    case .zoneOnly: "TQL2015"
    case .ambiguousOwner: "TQL2016"
    case .findingsExcluded: "TQL2017"
    case .unknownNamespace: "TQL2018"
    case .unknownObject: "TQL2019"
    case .noEndpointSlices: "TQL2020"
    case .forgotten: "TQL2021"
    }
  }
}
