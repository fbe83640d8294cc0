public import TopologyModel

/// Something amiss, or worth knowing, about one object.
///
/// The rule, the subject and the detail together identify it: while they stay the same it is the
/// same finding, though its evidence may change.
public struct Finding: Hashable, Sendable {
  /// The rule's id, such as `ST101`.
  public let ruleID: String
  /// How bad it is; mostly the rule's own severity.
  public let severity: FindingSeverity
  /// The object to mend.
  public let subject: ObjectReference
  /// What tells several findings of one rule on one subject apart, such as an address; empty where
  /// there can be one only.
  public let detail: String
  /// One sentence, in lower case, without a final stop.
  public let message: String
  /// What it rests on, in order.
  public let evidence: [FindingEvidence]

  /// Creates a finding.
  public init(
    ruleID: String,
    severity: FindingSeverity,
    subject: ObjectReference,
    detail: String,
    message: String,
    evidence: [FindingEvidence]
  ) {
    self.ruleID = ruleID
    self.severity = severity
    self.subject = subject
    self.detail = detail
    self.message = message
    self.evidence = evidence
  }

  /// Creates a finding of a rule's own severity.
  init(
    _ rule: FindingRule,
    subject: ObjectReference,
    detail: String,
    message: String,
    evidence: [FindingEvidence]
  ) {
    self.init(
      ruleID: rule.id,
      severity: rule.severity,
      subject: subject,
      detail: detail,
      message: message,
      evidence: evidence
    )
  }

  /// Returns whether this finding is listed before another: by rule, subject, detail.
  public func precedes(_ other: Finding) -> Bool {
    if ruleID != other.ruleID { return ruleID < other.ruleID }
    if subject != other.subject { return subject < other.subject }
    return detail < other.detail
  }

  /// Returns the findings in order; of those with one identity, the first.
  static func ordered(_ findings: [Finding]) -> [Finding] {
    var seen: Set<Identity> = []
    return findings.filter { seen.insert(Identity($0)).inserted }.sorted { $0.precedes($1) }
  }

  private struct Identity: Hashable {
    let ruleID: String
    let subject: ObjectReference
    let detail: String

    init(_ finding: Finding) {
      ruleID = finding.ruleID
      subject = finding.subject
      detail = finding.detail
    }
  }
}
