import TopologyModel

/// A point of a span: the instant, and within it the revision.
///
/// Many revisions may share one valid time; the states between them have no duration, and only the
/// revision orders them.
struct Moment: Hashable, Comparable {
  var instant: Instant
  /// The revision that begins here; nil at the bounds of a span, and where kinds do not share one
  /// counter.
  var revision: Revision?

  static func < (left: Moment, right: Moment) -> Bool {
    if left.instant != right.instant { return left.instant < right.instant }
    guard let rightRevision = right.revision else { return false }
    guard let leftRevision = left.revision else { return true }
    return leftRevision < rightRevision
  }
}
