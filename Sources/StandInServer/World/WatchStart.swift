internal import TopologyModel

/// Where a watch begins.
struct WatchStart: Sendable {
  /// The objects to send before anything else.
  var initial: [StoredObject] = []
  /// The revision of the bookmark that ends them; nil where none is asked for.
  var initialEnd: Revision?
  /// The first record of the kind to send after them.
  var cursor: Int
}
