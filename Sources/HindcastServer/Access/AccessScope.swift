/// What somebody may do.
public enum AccessScope: String, CaseIterable, Sendable, Codable {
  /// Ask.
  case read
  /// Add events.
  case ingest
  /// Everything, and see and end what others ask.
  case admin
}
