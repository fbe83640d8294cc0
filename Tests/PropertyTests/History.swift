import EventLog
import HindcastTestSupport
import TopologyModel

/// A random history of a small cluster, as the watches of its kinds told it.
struct History {
  /// The events of one feed of one kind, in the order in which it told them.
  struct Stream {
    var kind: ResourceKind
    /// The watched namespace; nil for all.
    var namespace: String?
    /// 0 for the first recording of the cluster, 1 for the second.
    var part: Int
    var drafts: [EventDraft]
  }

  /// The streams of the first recording, then those of the second.
  var streams: [Stream]
  /// Whether there are objects in the namespaces `a` and `b`, which may be watched by themselves; else
  /// they are all in `a`.
  var hasNamespaces: Bool
  /// The first revision that every kind was listed at.
  var firstRevision: Int
  /// The last revision that was committed.
  var lastRevision: Int

  /// Whether several watches tell of the same objects, so that one may tell late what another told early.
  var isToldTwice: Bool {
    Dictionary(grouping: streams.filter { $0.part == 0 }, by: \.kind).values.contains { watches in
      watches.count > 1 && watches.contains { $0.namespace == nil }
    }
  }

  /// All events in order of arrival.
  var drafts: [EventDraft] {
    Self.merged(streams.map { $0.drafts })
  }

  /// The events of one recording in order of arrival.
  func drafts(ofPart part: Int) -> [EventDraft] {
    Self.merged(streams.filter { $0.part == part }.map { $0.drafts })
  }

  /// All events, each watch's in their own order, the watches interleaved at random.
  func shuffled(_ random: inout SplitMix64) -> [EventDraft] {
    let namespaces: [String?] = hasNamespaces ? [nil, "a", "b"] : [nil]
    var rest = ResourceKind.allCases.flatMap { kind in
      namespaces.map { namespace in
        streams.filter { $0.kind == kind && $0.namespace == namespace }.flatMap { $0.drafts }[...]
      }
    }.filter { !$0.isEmpty }
    var drafts: [EventDraft] = []
    while !rest.isEmpty {
      let index = random.number(0...(rest.count - 1))
      let count = random.number(1...8)
      drafts += rest[index].prefix(count)
      rest[index] = rest[index].dropFirst(count)
      rest.removeAll { $0.isEmpty }
    }
    return drafts
  }

  /// All events in an order in which imports may bring them: as they arrived, kind by kind, or the
  /// later recording first.
  func inSomeOrder(_ random: inout SplitMix64) -> [EventDraft] {
    switch random.number(0...2) {
    case 0: drafts
    case 1: shuffled(&random)
    default: drafts(ofPart: 1) + drafts(ofPart: 0)
    }
  }

  /// The instants at which something arrived, sorted.
  var instants: [Instant] {
    Set(streams.flatMap { $0.drafts.map { $0.observedAt } }).sorted()
  }

  /// R(T): the highest revision that a watch, a bookmark or a listing told by an instant.
  func reached(at instant: Instant) -> Revision? {
    streams.flatMap { $0.drafts }.filter { draft in
      guard draft.observedAt <= instant else { return false }
      switch draft.type {
      case .added, .modified, .deleted, .replaced: return draft.evidence.channel == .watch
      case .bookmark, .listingComplete: return true
      default: return false
      }
    }.compactMap { $0.revision }.max()
  }

  /// When every kind had been listed, of a namespace or of all; the last instant where one was not.
  func listedAt(in namespace: String? = nil) -> Instant {
    let first = Dictionary(grouping: streams.filter { $0.part == 0 }, by: \.kind).values.map {
      $0.filter { $0.namespace == nil || $0.namespace == namespace }.compactMap { stream in
        stream.drafts.first { $0.type == .listingComplete }?.observedAt
      }.min() ?? Instant(nanoseconds: .max)
    }
    return first.max() ?? Instant(nanoseconds: .max)
  }

  private static func merged(_ streams: [[EventDraft]]) -> [EventDraft] {
    var numbered: [(draft: EventDraft, stream: Int, index: Int)] = []
    for (stream, drafts) in streams.enumerated() {
      for (index, draft) in drafts.enumerated() { numbered.append((draft, stream, index)) }
    }
    numbered.sort {
      ($0.draft.observedAt, $0.stream, $0.index) < ($1.draft.observedAt, $1.stream, $1.index)
    }
    return numbered.map { $0.draft }
  }
}
