public import EventLog

/// An audit entry with the event that holds it.
public struct AuditedEvent: Hashable, Sendable {
  /// The event.
  public var stored: StoredEvent
  /// What the audit log told.
  public var entry: AuditEntry

  /// Creates a value.
  public init(stored: StoredEvent, entry: AuditEntry) {
    self.stored = stored
    self.entry = entry
  }
}
