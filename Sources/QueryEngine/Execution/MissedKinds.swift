import Projections
import TopologyModel

/// The kinds that were not observed, those of one gap and scope together.
struct MissedKinds {
  /// Kinds that one note is about.
  struct Entry {
    var kinds: [ResourceKind]
    var gap: CoverageTimeline.Gap
    /// Whether they were listed.
    var isListed: Bool
    var scope: ObservedScope
  }

  private(set) var entries: [Entry] = []

  mutating func add(
    _ kind: ResourceKind,
    _ gap: CoverageTimeline.Gap,
    isListed: Bool,
    _ scope: ObservedScope
  ) {
    let index = entries.firstIndex {
      $0.gap == gap && $0.isListed == isListed && $0.scope == scope
    }
    if let index {
      entries[index].kinds.append(kind)
    } else {
      entries.append(Entry(kinds: [kind], gap: gap, isListed: isListed, scope: scope))
    }
  }
}
