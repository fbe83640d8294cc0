/// What kind of failure an error is; it alone decides exit codes and HTTP statuses.
///
/// The categories follow XTDB's anomalies.
public enum AnomalyCategory: String, Sendable, CaseIterable {
  /// The caller's input is wrong.
  case incorrect
  /// Who asks may not do so.
  case forbidden
  /// A named store, report, saved query or cluster is absent.
  case notFound
  /// The store is locked by another writer, or something exists already.
  case conflict
  /// What was asked for lies behind the retention horizon.
  case forgotten
  /// A position past the end of the log.
  case future
  /// Well-formed but not implemented.
  case unsupported
  /// A named limit was reached.
  case limit
  /// A retry may help.
  case busy
  /// Something needed cannot be reached; a retry may help.
  case unavailable
  /// Stored data failed a check.
  case corrupt
  /// A defect of Hindcast.
  case fault

  /// The name as APIs write it: `notFound` is `not-found`.
  public var code: String {
    rawValue.reduce(into: "") { text, character in
      text += character.isUppercase ? "-" + character.lowercased() : String(character)
    }
  }

  /// The category that APIs write so; nil for a name that is none's.
  public init?(code: String) {
    guard let found = Self.allCases.first(where: { $0.code == code }) else { return nil }
    self = found
  }
}
