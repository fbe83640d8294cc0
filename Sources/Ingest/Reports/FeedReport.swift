public import EventLog

/// What became of one file's records.
public struct FeedReport: Hashable, Sendable {
  /// The file's path.
  public var path: String
  /// The feed that the file is; nil for a file whose format was not recognised or that is empty.
  public var feed: FeedDescription?
  /// How many records were read, those that could not be understood included.
  public var records = 0
  /// How many events were appended, `seen` ones not counted.
  public var appended = 0
  /// How many known events were observed better than before, which appended a `seen` event each.
  public var seen = 0
  /// How many events the log held already.
  public var duplicates = 0
  /// How many lie behind the retention horizon, and were skipped.
  public var behindHorizon = 0
  /// How many of the events that the log held already came with a body that means something else.
  public var differingBodies = 0
  /// How many records were passed over because they could not be read.
  public var invalidRecords = 0
  /// How many records were left after the one that stopped the file.
  public var recordsNotRead = 0

  /// Creates the report of a file of which nothing was read yet.
  public init(path: String, feed: FeedDescription?) {
    self.path = path
    self.feed = feed
  }
}
