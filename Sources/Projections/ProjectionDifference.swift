/// Where stored projections and those replayed from the log first differ.
public struct ProjectionDifference: Hashable, Sendable {
  /// The line of the stored projections; nil where they end earlier.
  public var stored: String?
  /// The line of the replayed ones; nil where they end earlier.
  public var replayed: String?

  /// Compares two canonical dumps; returns nil where they are the same.
  init?(stored: String, replayed: String) {
    guard stored != replayed else { return nil }
    let first = stored.split(separator: "\n", omittingEmptySubsequences: false)
    let second = replayed.split(separator: "\n", omittingEmptySubsequences: false)
    let index = zip(first, second).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    let line = index ?? min(first.count, second.count)
    self.stored = line < first.count ? String(first[line]) : nil
    self.replayed = line < second.count ? String(second[line]) : nil
  }
}
