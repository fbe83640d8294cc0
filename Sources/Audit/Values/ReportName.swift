/// The reports that there are.
public enum ReportName: String, CaseIterable, Sendable, Codable {
  /// When each Service port could be reached, and why not.
  case availability
  /// Which Pods served when.
  case membership
  /// What changed, grouped into incidents.
  case changes
  /// What the audit rules found.
  case findings

  /// What it tells, in one line.
  public var summary: String {
    switch self {
    case .availability:
      "how much of the time each Service port had endpoints; outages with their causes; flaps"
    case .membership: "which Pods served each Service port, from when until when, and where"
    case .changes: "what changed and by whom, grouped into incidents"
    case .findings: "what the audit rules found, when it was opened and when resolved"
    }
  }

  /// The title of the document.
  var title: String {
    switch self {
    case .availability: "Availability"
    case .membership: "Membership"
    case .changes: "Changes"
    case .findings: "Findings"
    }
  }
}
