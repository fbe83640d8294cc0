import QueryEngine

/// Why an outage began, as far as the log shows.
struct OutageCause: Hashable, Sendable {
  /// The sorts of causes (docs/reference/reports.md).
  enum Code: String, Sendable, CaseIterable {
    case starting
    case serviceDeleted = "service-deleted"
    case portRemoved = "port-removed"
    case selectorChanged = "selector-changed"
    case nodeNotReady = "node-not-ready"
    case readinessLost = "readiness-lost"
    case podsDeleted = "pods-deleted"
    case podsEnded = "pods-ended"
    case endpointsRemoved = "endpoints-removed"
    case mixed
    case unknown
  }

  /// An event that shows it.
  struct Evidence: Hashable, Sendable {
    /// The position.
    var event: Int64
    /// What it says.
    var text: String
    /// Who made the change, where an audit entry says so.
    var user: String
  }

  var code: Code
  var detail: String
  var evidence: [Evidence]

  /// Nothing shows why.
  static let unknown = OutageCause(code: .unknown, detail: "", evidence: [])

  /// The cause of a piece that goes on behind a gap.
  var continued: OutageCause {
    OutageCause(code: code, detail: "goes on behind a gap", evidence: [])
  }

  /// The users that the evidence names, each once.
  var users: [String] { Set(evidence.map(\.user)).subtracting([""]).sorted() }
}
