internal import EventLog
internal import TopologyModel

/// One record of a watch, read.
struct WatchRecord {
  /// What it says.
  enum Content {
    /// An object was added, modified or deleted.
    case object(ReadObject, WatchRecordType)
    /// A kind is complete up to a revision; with `isInitialEnd`, the records so far were a listing.
    case bookmark(ResourceKind?, Revision, isInitialEnd: Bool)
    /// The server ended the watch.
    case error(code: Int?, reason: String, message: String)
    /// It is about a kind that Hindcast does not remember.
    case otherKind(String)
  }

  /// When it arrived; nil in input without times.
  var receivedAt: Instant?
  /// What it says.
  var content: Content
}
