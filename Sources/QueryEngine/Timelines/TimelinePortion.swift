import KubernetesRules
import Synchronization
import TopologyModel

/// What a Service's timeline tells of a port, or of all of its ports.
final class TimelinePortion: Sendable {
  /// A stretch of which the timeline does not tell, and what else its evaluation depends on.
  struct Untold: Hashable {
    var stretch: HalfOpenInterval<Instant>
    /// Notes say where the question names what they are about.
    var question: BoundQuestion
    var notes: SpanUnit.Notes
    var version: KubernetesVersion?
  }

  /// Between two changes of a Service an answer without rows that its timeline does not tell, and what
  /// else it depends on.
  struct Silence: Hashable {
    /// `ServiceTimeline.calm(at:)`.
    var calm: Int
    /// Notes say where the question names what they are about.
    var question: BoundQuestion
    var version: KubernetesVersion?
  }

  /// Where the rows are the whole answer, with no note beside them but those of the Service alone; ordered,
  /// apart.
  let served: [HalfOpenInterval<Instant>]
  /// Of each port that the timeline's rows stand for, whether it is this one.
  let hasPort: [Bool]
  private let silences = Mutex<[Silence: [Note]]>([:])
  private let untold = Mutex<[Untold: SpanEvaluation.Outcome]>([:])

  /// Whether the timeline keeps it, and with it what was evaluated.
  private let isKept: Bool

  init(served: [HalfOpenInterval<Instant>], hasPort: [Bool], isKept: Bool) {
    self.served = served
    self.hasPort = hasPort
    self.isKept = isKept
  }

  /// The whole of a stretch of which the timeline does not tell; nil where that has no end, and where the
  /// timeline tells of some of the part.
  func whole(around part: HalfOpenInterval<Instant>) -> HalfOpenInterval<Instant>? {
    let behind = HalfOpenInterval.those(
      of: served,
      meeting: HalfOpenInterval(from: part.from, until: nil)
    )
    guard let next = behind.first, behind.startIndex > 0,
      let from = served[behind.startIndex - 1].until
    else { return nil }
    let whole = HalfOpenInterval(from: from, until: next.from)
    return whole.intersection(part) == part ? whole : nil
  }

  /// What a stretch was evaluated to before, or is now; it is kept where there is room for its rows.
  ///
  /// Throws what the evaluation throws.
  func outcome(
    _ key: Untold,
    _ shelf: TimelineShelf,
    evaluate: () throws -> SpanEvaluation.Outcome
  ) throws -> SpanEvaluation.Outcome {
    if let known = untold.withLock({ $0[key] }) { return known }
    let found = try evaluate()
    untold.withLock { untold in
      guard isKept, untold[key] == nil,
        shelf.reserve(rows: 1 + found.rows.count + found.notes.count)
      else { return }
      untold[key] = found
    }
    return found
  }

  /// The notes of an answer without rows, where it was found before.
  func notes(of silence: Silence) -> [Note]? { silences.withLock { $0[silence] } }

  /// Keeps the notes of an answer without rows, where there is room for them.
  func note(_ notes: [Note], of silence: Silence, _ shelf: TimelineShelf) {
    silences.withLock { silences in
      guard isKept, silences[silence] == nil, shelf.reserve(rows: 1 + notes.count) else { return }
      silences[silence] = notes
    }
  }
}
