import KubernetesRules
import Projections
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
    /// The namespace that the asked question reads, of which the one evaluated may be a part: what was
    /// observed depends on it.
    var namespaceRead: String?
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
  private let untold = Mutex<[Untold: Attempt]>([:])
  /// Each part that is asked for pays for so many times its length.
  private static let factorPerAsk = 4.0

  /// What became of evaluating a stretch of which the timeline does not tell.
  private enum Attempt {
    /// How often a part of it was asked for that is too short for the whole to be evaluated.
    case asked(Int)
    case isBeingMade
    /// There is no room for its rows.
    case isTooLarge
    case kept(SpanEvaluation.Outcome)
  }

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

  /// What a stretch was evaluated to before, or is now; nil where it is not to be kept: where nothing has
  /// room, and while another thread evaluates it.
  ///
  /// A stretch that is longer than what is asked for by a factor is evaluated once enough asked for it; nil
  /// before.
  ///
  /// Throws what the evaluation throws.
  func outcome(
    _ key: Untold,
    _ shelf: TimelineShelf,
    _ basis: Basis,
    factor: Double,
    evaluate: () throws -> SpanEvaluation.Outcome
  ) throws -> SpanEvaluation.Outcome? {
    guard isKept else { return nil }
    var asks = 1
    let known = untold.withLock { untold -> SpanEvaluation.Outcome?? in
      switch untold[key] {
      case .kept(let outcome)?: return outcome
      case .isBeingMade?, .isTooLarge?: return .some(nil)
      case .asked(let count)?: asks += count
      case nil: if !shelf.reserve(rows: 1, basis) { return .some(nil) }
      }
      let isWorth = factor <= Self.factorPerAsk * Double(asks)
      untold[key] = isWorth ? .isBeingMade : .asked(asks)
      return isWorth ? nil : .some(nil)
    }
    if let known { return known }
    // What was cancelled may take too long: it is tried again once it was asked for as often again.
    var after = Attempt.asked(-asks)
    defer { untold.withLock { $0[key] = after } }
    let found = try evaluate()
    let hasRoom = shelf.reserve(rows: found.rows.count + found.notes.count, basis)
    after = hasRoom ? .kept(found) : .isTooLarge
    return found
  }

  /// The notes of an answer without rows, where it was found before.
  func notes(of silence: Silence) -> [Note]? { silences.withLock { $0[silence] } }

  /// Keeps the notes of an answer without rows, where there is room for them.
  func note(_ notes: [Note], of silence: Silence, _ shelf: TimelineShelf, _ basis: Basis) {
    silences.withLock { silences in
      guard isKept, silences[silence] == nil, shelf.reserve(rows: 1 + notes.count, basis) else {
        return
      }
      silences[silence] = notes
    }
  }
}
