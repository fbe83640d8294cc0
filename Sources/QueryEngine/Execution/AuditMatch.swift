import EventLog

/// The audit entry of a change, and how it was found.
struct AuditMatch {
  /// How an entry was found.
  enum Ground: String {
    /// The server told the object and the revision that the request led to.
    case revision
    /// It is the only request about the object that can have been it by time and verb.
    case time
  }

  /// The entry.
  var entry: AuditEntry
  /// How it was found.
  var ground: Ground
}
