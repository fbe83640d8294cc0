import EventLog
import TopologyModel

/// The columns that audit logs fill, of `events` and `history`.
enum AuditColumns {
  static let columns = [
    Column("user", .text, hidesEmpty: true),
    Column("verb", .text, hidesEmpty: true),
    Column("subresource", .text, visibility: .wide, hidesEmpty: true),
    Column("agent", .text, visibility: .wide, hidesEmpty: true),
    Column("impersonated_user", .text, hidesEmpty: true),
    Column("code", .integer, visibility: .wide, hidesEmpty: true),
    Column("requested_at", .instant, visibility: .wide, hidesEmpty: true),
    Column("answered_at", .instant, visibility: .wide, hidesEmpty: true),
    Column("matched_by", .text, visibility: .wide, hidesEmpty: true),
  ]

  /// The cells of a change; empty where no entry is known to be about it.
  static func values(of match: AuditMatch?) -> [Value] {
    guard let match else { return columns.map { _ in .null } }
    return values(of: match.entry) + [.text(match.ground.rawValue)]
  }

  /// The cells of the entry's own event.
  static func ownValues(of entry: AuditEntry) -> [Value] {
    values(of: entry) + [.null]
  }

  private static func values(of entry: AuditEntry) -> [Value] {
    [
      .nonEmpty(entry.user), .nonEmpty(entry.verb), .nonEmpty(entry.subresource),
      .nonEmpty(entry.agent), .nonEmpty(entry.impersonatedUser ?? ""),
      entry.code == 0 ? .null : .integer(Int64(entry.code)), .instant(entry.requestedAt),
      .instant(entry.answeredAt),
    ]
  }
}
