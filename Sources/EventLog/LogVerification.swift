public import TopologyModel

/// What a verification of a log found.
public struct LogVerification: Sendable {
  /// The last event, and the chain hash there.
  public var head: (position: LogPosition, hash: ChainHash)
  /// What is wrong, by part; empty for a sound log.
  public var damages: [StoreDamage]
  /// How many feeds an older Hindcast described, whose names, formats, retention, and version of
  /// Kubernetes the chain does not cover.
  public var uncoveredFeeds: Int
  /// The noted heads below the retention horizon, of which nothing can be said.
  public var forgottenHeads: [NotedHead]
  /// The retention horizon, from which on the chain holds; nil where it does from the first event.
  public var horizon: LogPosition?

  /// Whether nothing was found.
  public var isSound: Bool { damages.isEmpty }

  /// Whether the events are sound, whatever else is not.
  public var hasSoundEvents: Bool {
    !damages.contains {
      switch $0.part {
      case .file, .tables, .event: true
      case .index, .head, .projections: false
      }
    }
  }
}
