internal import Synchronization
import TopologyModel

/// Keeps the staircases of a log's epochs for all of its snapshots, once they were looked up so often
/// that reading all steps at once has paid.
final class StaircaseShelf: Sendable {
  /// Of epochs with more steps they are not kept in memory (docs/reference/limits.md).
  static let stepsMax: Int64 = 4_000_000
  /// So many steps are read in the time of one look-up in the store.
  private static let stepsPerLookup: Int64 = 100
  private static let lookupsMin: Int64 = 100

  private struct Entry {
    var staircases: EpochStaircases?
    var lookups: Int64 = 0
    var isBeingRead = false
    var isUnfit = false
  }

  private let entries = Mutex<[Int64: Entry]>([:])

  /// The staircases of an epoch as they stand at the snapshot's moment; nil where the store is to be
  /// asked.
  func staircases(
    _ snapshot: ProjectionSnapshot,
    _ context: ClusterContext
  ) throws -> EpochStaircases? {
    let id = context.epochID
    if let known = entries.withLock({ $0[id]?.staircases }) {
      if let own = try known.extended(to: snapshot, context) {
        if own.isLater(than: known) { entries.withLock { $0[id]?.staircases = own } }
        return own
      }
      // A reader of an earlier moment asks the store, and leaves what others use.
      if known.isLater(than: snapshot.basis.position) { return nil }
      entries.withLock { $0[id] = Entry() }
    }
    return try read(snapshot, context)
  }

  private func read(
    _ snapshot: ProjectionSnapshot,
    _ context: ClusterContext
  ) throws -> EpochStaircases? {
    let id = context.epochID
    let steps = try snapshot.stepCountMax()
    let isDue = entries.withLock { entries in
      var entry = entries[id] ?? Entry()
      defer { entries[id] = entry }
      entry.lookups += 1
      guard !entry.isBeingRead, !entry.isUnfit, steps <= Self.stepsMax,
        entry.lookups >= max(Self.lookupsMin, steps / Self.stepsPerLookup)
      else { return false }
      entry.isBeingRead = true
      return true
    }
    guard isDue else { return nil }
    do {
      let found = try EpochStaircases(snapshot, context)
      entries.withLock { $0[id] = Entry(staircases: found, isUnfit: found == nil) }
      return found
    } catch {
      entries.withLock { $0[id] = Entry() }
      throw error
    }
  }
}
