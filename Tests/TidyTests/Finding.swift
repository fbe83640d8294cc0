import Testing

/// A place that breaks a rule, and what to do about it.
struct Finding: Equatable {
  let path: String
  /// Counted from 1; nil where the whole file is meant.
  let line: Int?
  let message: String

  /// Records an issue for each finding.
  static func report(_ findings: [Finding]) {
    for finding in findings {
      let place = finding.line.map { "\(finding.path):\($0)" } ?? finding.path
      Issue.record("\(place): \(finding.message)")
    }
  }

  /// Records an issue for each finding of the rule that has no exemption, and for each exemption
  /// that nothing needs any more.
  static func report(_ findings: [Finding], under rule: TidyRule) {
    let exempt = Set(Exemption.all.filter { $0.rule == rule }.map(\.path))
    report(findings.filter { !exempt.contains($0.path) })
    for path in exempt.subtracting(findings.map(\.path)).sorted() {
      Issue.record("\(path): no longer breaks the rule `\(rule)`; remove its exemption")
    }
  }
}
