internal import TopologyModel

/// What a line of a recorded watch says.
enum RecordedLine {
  /// An object came, changed or went.
  case change(WatchRecordType, StoredObject)
  /// A bookmark, which may end a streaming list.
  case bookmark(Revision, endsInitialList: Bool)
  /// The watch ended with an error; the world knows nothing of that.
  case error
}
