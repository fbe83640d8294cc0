import TopologyModel

/// The highest revision of each object that a replay has passed.
struct ReplayedRevisions {
  /// How many objects are kept; of later ones nothing is known.
  static let objectsMax = 500_000

  private var revisions: [Int64: Revision] = [:]

  /// Whether nothing was told of an object at a revision or above; it is from now on.
  mutating func pass(_ revision: Revision, objectID: Int64) -> Bool {
    if let highest = revisions[objectID] {
      guard highest < revision else { return false }
    } else if revisions.count >= Self.objectsMax {
      return false
    }
    revisions[objectID] = revision
    return true
  }
}
