/// How far an import has come; told after each append.
public struct ImportProgress: Hashable, Sendable {
  /// The path being imported, as it was given.
  public var file: String
  /// How many bytes of it were read, counted uncompressed; of a store, the share of them.
  public var bytesRead: Int
  /// How many bytes it has, counted uncompressed; 0 of a stream, which has no end yet.
  public var bytesTotal: Int
  /// How many records were read of it.
  public var recordsRead: Int
  /// How many events were appended by the whole import so far.
  public var eventsAppended: Int

  /// Creates a value.
  public init(
    file: String,
    bytesRead: Int,
    bytesTotal: Int,
    recordsRead: Int,
    eventsAppended: Int
  ) {
    self.file = file
    self.bytesRead = bytesRead
    self.bytesTotal = bytesTotal
    self.recordsRead = recordsRead
    self.eventsAppended = eventsAppended
  }
}
