import Projections
import TopologyModel

/// The Services that a slot held, one at a time.
final class ServiceHistory: CacheEntry {
  /// A stretch of time over which one of them had the same facts.
  final class Piece {
    let run: FactRun<ObjectFacts>
    let facts: ServiceFacts
    let stretch: Range<Int64>

    init(run: FactRun<ObjectFacts>, facts: ServiceFacts, stretch: Range<Int64>) {
      self.run = run
      self.facts = facts
      self.stretch = stretch
    }
  }

  let pieces: [Piece]
  var byteCount: Int { 200 + pieces.count * 900 }

  init(_ slot: ObjectSlot, _ clock: EpochClock) throws {
    guard let last = try clock.lastRevision() else {
      pieces = []
      return
    }
    let runs = try clock.reads.runs(of: .slot(slot), in: .lowest...last, clock.cluster)
    pieces = try runs.flatMap { run -> [Piece] in
      guard case .service(let facts) = run.facts else { return [] }
      return try Self.stretches(of: run, among: runs, clock)
        .map { Piece(run: run, facts: facts, stretch: $0) }
    }
  }

  /// The stretches of a run in which no other incarnation had taken the slot.
  static func stretches(
    of run: FactRun<ObjectFacts>,
    among runs: [FactRun<ObjectFacts>],
    _ clock: EpochClock
  ) throws -> [Range<Int64>] {
    let kind = run.object.slot.kind
    guard let whole = try clock.stretch(run.validity, kind) else { return [] }
    return try runs.reduce([whole]) { rest, other in
      guard other.object != run.object, other.tookSlot(after: run),
        let taken = try clock.stretch(other.validity, kind)
      else { return rest }
      return rest.flatMap { stretch -> [Range<Int64>] in
        guard stretch.overlaps(taken) else { return [stretch] }
        let before = stretch.lowerBound..<max(stretch.lowerBound, taken.lowerBound)
        let after = min(stretch.upperBound, taken.upperBound)..<stretch.upperBound
        return [before, after].filter { !$0.isEmpty }
      }
    }
  }
}
