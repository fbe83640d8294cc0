internal import EventLog
internal import TopologyModel

/// What was being observed at the instant at which a trimmed recording begins.
struct OpeningState {
  /// The recorded sessions that were open.
  private(set) var sessions: [ResourceKind: ObservationDetails] = [:]
  /// The kinds of which a file alone tells that they were watched.
  private(set) var impliedKinds: Set<ResourceKind> = []
  /// The kinds that had been listed completely.
  private(set) var listedKinds: Set<ResourceKind> = []

  /// Creates the state before anything was told.
  init() {}

  /// Creates the state behind a retention horizon, at which kinds had been listed.
  init(listed: [ForgottenDetails.Listed]) {
    listedKinds = Set(listed.map(\.kind))
  }

  /// Takes an observation from before that instant, in order.
  mutating func note(_ type: EventType, _ details: ObservationDetails) {
    switch type {
    case .watchOpened:
      if details.isImplied {
        impliedKinds.insert(details.kind)
      } else {
        sessions[details.kind] = details
      }
    case .watchClosed, .watchExpired, .feedPaused, .permissionLost:
      if details.isImplied {
        impliedKinds.remove(details.kind)
      } else {
        sessions[details.kind] = nil
      }
    case .listingComplete where !details.isImplied: listedKinds.insert(details.kind)
    default: break
    }
  }

  /// Whether all there was of a kind was known.
  func isObserved(_ kind: ResourceKind) -> Bool {
    listedKinds.contains(kind) && (sessions[kind] != nil || impliedKinds.contains(kind))
  }
}
