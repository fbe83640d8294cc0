public import TopologyModel

/// What one watch record said.
public enum LiveOutcome: Hashable, Sendable {
  /// An object changed, at this revision.
  case change(Revision)
  /// The kind is complete up to a revision; `endsListing` tells the bookmark that completed a
  /// streamed list.
  case bookmark(Revision, endsListing: Bool)
  /// The server says that it is at a revision below what it told before: it was restored, or lies.
  case behind(Revision)
  /// The server ended the watch with a status.
  case ended(LiveStatus)
  /// The record was of a kind that was not asked for, and says nothing.
  case otherKind(String)
  /// The record cannot be read, or cannot be true; what it said is lost, so that the kind must be
  /// listed again.
  case unreadable(String)
}
