/// How far an export has come.
public struct ExportProgress: Hashable, Sendable {
  /// How many events of the log were read.
  public var eventsRead: Int
  /// How many events the log has.
  public var eventsTotal: Int
}
