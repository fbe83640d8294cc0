/// A connection to the store inside a transaction, opaque to all but storage files.
///
/// It lets projections write in the very transaction that appends, without naming the database
/// library in any interface.
public struct StoreConnection {
  /// The database library's connection.
  package let handle: AnyObject

  /// Wraps the database library's connection.
  package init(handle: AnyObject) {
    self.handle = handle
  }
}
