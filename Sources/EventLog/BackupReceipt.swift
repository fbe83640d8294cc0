/// What became of a backup.
public struct BackupReceipt: Sendable {
  /// What an interrupted one had left.
  public var rest: BackupRest
  /// How many pages the copy has.
  public var pagesTotal: Int
  /// How many of them lay there as they are, and were not written again.
  public var pagesKept: Int
}
