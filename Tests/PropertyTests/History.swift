import EventLog
import HindcastTestSupport
import TopologyModel

/// A random history of a small cluster, as the watches of its kinds told it.
struct History {
  /// The events of one feed of one kind, in the order in which it told them.
  struct Stream {
    var kind: ResourceKind
    /// 0 for the first recording of the cluster, 1 for the second.
    var part: Int
    var drafts: [EventDraft]
  }

  /// The streams of the first recording, then those of the second.
  var streams: [Stream]
  /// The first revision that every kind was listed at.
  var firstRevision: Int
  /// The last revision that was committed.
  var lastRevision: Int

  /// All events in order of arrival.
  var drafts: [EventDraft] {
    Self.merged(streams.map { $0.drafts })
  }

  /// The events of one recording in order of arrival.
  func drafts(ofPart part: Int) -> [EventDraft] {
    Self.merged(streams.filter { $0.part == part }.map { $0.drafts })
  }

  /// All events, each kind in its own order, the kinds interleaved at random.
  func shuffled(_ random: inout SplitMix64) -> [EventDraft] {
    var rest = ResourceKind.allCases.map { kind in
      streams.filter { $0.kind == kind }.flatMap { $0.drafts }[...]
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

  /// When every kind had been listed.
  var listedAt: Instant {
    let first = streams.filter { $0.part == 0 }.compactMap { stream in
      stream.drafts.first { $0.type == .listingComplete }?.observedAt
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
