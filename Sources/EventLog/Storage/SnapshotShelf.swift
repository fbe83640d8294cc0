internal import Synchronization
package import TopologyModel

/// Where a snapshot leaves what it has read for the next one of the same moment.
///
/// What lies here is one snapshot's at a time: taking it removes it.
package final class SnapshotShelf: Sendable {
  /// How many things are kept: as many as there are readers.
  static let countMax = 4

  private struct Entry {
    var moment: Moment
    var thing: any Sendable
  }

  /// A moment of a store, and the state of its tables.
  package struct Moment: Hashable, Sendable {
    /// The last position.
    package let position: LogPosition
    /// The chain hash there.
    package let hash: ChainHash
    /// A number that changes with the tables.
    package let schema: Int

    /// Creates a moment.
    package init(position: LogPosition, hash: ChainHash, schema: Int) {
      self.position = position
      self.hash = hash
      self.schema = schema
    }
  }

  private let entries = Mutex<[Entry]>([])
  private let shared = Mutex<(any Sendable)?>(nil)

  init() {}

  /// What all snapshots of all moments share; made for the first one that asks.
  package func shared<Thing: Sendable>(_ make: @Sendable () -> Thing) -> Thing {
    shared.withLock { shared in
      if let known = shared as? Thing { return known }
      let made = make()
      shared = made
      return made
    }
  }

  /// Takes what was left at a moment; nil where nothing lies here.
  package func take(_ moment: Moment) -> (any Sendable)? {
    entries.withLock { entries in
      guard let place = entries.lastIndex(where: { $0.moment == moment }) else { return nil }
      return entries.remove(at: place).thing
    }
  }

  /// Leaves something; what is of earlier moments goes first.
  package func leave(_ thing: any Sendable, _ moment: Moment) {
    entries.withLock { entries in
      entries.removeAll { $0.moment.position < moment.position }
      guard entries.count < Self.countMax else { return }
      entries.append(Entry(moment: moment, thing: thing))
    }
  }
}
