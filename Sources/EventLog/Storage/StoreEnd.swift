internal import GRDB
internal import Synchronization
internal import TopologyModel

/// What one connection read of the store's end, which holds as long as no other one commits anything.
///
/// A transaction that reads has it for itself.
package final class StoreEnd {
  /// What `PRAGMA data_version` said: another number wherever another connection has committed
  /// (https://www.sqlite.org/pragma.html#pragma_data_version).
  private var version: Int64?
  var head: (position: LogPosition, hash: ChainHash)?
  var schema: Int?
  /// Which version the projections have, and up to where they are made.
  package var checkpoint: (version: Int, position: Int64)?

  init() {}

  /// Forgets what was read of another version.
  func see(_ version: Int64) {
    guard version != self.version else { return }
    self.version = version
    head = nil
    schema = nil
    checkpoint = nil
  }
}

/// The ends that the connections which read have seen.
final class StoreEnds: Sendable {
  /// A connection, while it is open, with its end; each is used by one thread at a time, as connections are.
  private struct Entry: @unchecked Sendable {
    weak var connection: Database?
    let end: StoreEnd
  }

  private let entries = Mutex<[ObjectIdentifier: Entry]>([:])

  /// The end that a connection has seen last.
  func end(of connection: Database) -> StoreEnd {
    let key = ObjectIdentifier(connection)
    return entries.withLock { entries in
      // Another connection may have been where one lies now.
      if let entry = entries[key], entry.connection === connection { return entry }
      entries = entries.filter { $0.value.connection != nil }
      let entry = Entry(connection: connection, end: StoreEnd())
      entries[key] = entry
      return entry
    }.end
  }
}
