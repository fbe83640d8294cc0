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
  /// How often a part of a stretch was asked for that was too long to be evaluated for it.
  private let asks = Mutex<[Untold: Int]>([:])
  /// Each part that is asked for pays for so many times its length.
  private static let factorPerAsk = 4.0
  /// Of how many stretches it is counted (docs/reference/limits.md).
  static let asksMax = 1024

  /// Whether the timeline keeps it, and with it what was evaluated.
  private let isKept: Bool

  init(served: [HalfOpenInterval<Instant>], hasPort: [Bool], isKept: Bool) {
    self.served = served
    self.hasPort = hasPort
    self.isKept = isKept
  }

  /// The whole of a stretch of which the timeline does not tell, within a stretch that has an end; nil
  /// where the timeline tells of some of the part.
  func whole(
    around part: HalfOpenInterval<Instant>,
    within bounds: HalfOpenInterval<Instant>
  ) -> HalfOpenInterval<Instant>? {
    let behind = HalfOpenInterval.those(
      of: served,
      meeting: HalfOpenInterval(from: part.from, until: nil)
    )
    let before = behind.startIndex > 0 ? served[behind.startIndex - 1] : nil
    var whole = bounds
    if let before {
      guard let end = before.until else { return nil }
      whole.from = max(whole.from, end)
    }
    whole.until = HalfOpenInterval.earlier(whole.until, behind.first?.from)
    return whole.intersection(part) == part ? whole : nil
  }

  /// What a stretch was evaluated to before, or is now; it is kept where there is room for its rows.
  ///
  /// A stretch that is longer than what is asked for by a factor is evaluated once enough asked for it; nil
  /// before.
  ///
  /// Throws what the evaluation throws.
  func outcome(
    _ key: Untold,
    _ shelf: TimelineShelf,
    factor: Double,
    evaluate: () throws -> SpanEvaluation.Outcome
  ) throws -> SpanEvaluation.Outcome? {
    if let known = untold.withLock({ $0[key] }) { return known }
    if factor > Self.factorPerAsk {
      let asks = asks.withLock { asks in
        if asks.count >= Self.asksMax { asks.removeAll() }
        asks[key, default: 0] += 1
        return asks[key, default: 0]
      }
      guard factor <= Double(asks) * Self.factorPerAsk else { return nil }
    }
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
