/// The order of `resourceVersion` texts (semantics.md 1.3, 1.4).
///
/// Two revisions compare only within one resource type of one cluster lifetime.
public enum RevisionComparison {
  /// Returns how two revisions compare: `CompareResourceVersion` of
  /// `apimachinery/pkg/util/resourceversion/resourceversion.go` (KEP-5504), semantics.md 1.3.
  ///
  /// - nil when either is not well-formed: the caller falls back to equality and order of arrival;
  /// - else by length, then by digits, whatever their size.
  public static func compare(_ left: String, _ right: String) -> RevisionOrder? {
    guard isWellFormed(left), isWellFormed(right) else { return nil }
    let leftCount = left.utf8.count
    let rightCount = right.utf8.count
    if leftCount != rightCount { return leftCount < rightCount ? .older : .newer }
    if left == right { return .same }
    return left < right ? .older : .newer
  }

  /// Returns whether a revision can be compared: true for decimal digits without a leading zero, so
  /// neither "" nor "0" nor "007" (semantics.md 1.3).
  public static func isWellFormed(_ revision: String) -> Bool {
    guard let first = revision.utf8.first, first != 48 else { return false }
    return revision.utf8.allSatisfy { (48...57).contains($0) }
  }
}
