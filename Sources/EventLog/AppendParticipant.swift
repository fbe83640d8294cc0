/// Something that is kept up to date inside the transaction that appends.
public protocol AppendParticipant: AnyObject, Sendable {
  /// Creates or checks its tables; called once when a store is opened for writing, in a
  /// transaction. `log` reads what the log holds at that moment.
  func prepare(_ connection: StoreConnection, log: LogSnapshot) throws

  /// Applies events in order of position; called in the transaction that appends them. Throwing
  /// rolls the whole transaction back.
  func apply(_ events: [AppendedEvent], _ connection: StoreConnection, log: LogSnapshot) throws

  /// Forgets whatever it holds in memory of a transaction that was rolled back.
  func discardUncommitted()
}
