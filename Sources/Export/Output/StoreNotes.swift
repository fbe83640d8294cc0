internal import EventLog
internal import KubernetesObjects

/// What a reader of an export should know of the store that it came from.
enum StoreNotes {
  /// What is said of a log with audit entries, which no export writes.
  static let auditEntriesLeftOut =
    "what audit logs told is left out: who changed what, and requests that were refused"

  /// Adds what was forgotten, and what the redaction policy removed before anything was stored.
  static func add(_ log: ClusterLog, to report: inout ExportReport) throws {
    if let before = log.horizon?.details.before {
      report.note("what was before \(before) was forgotten, but for what was open then")
    }
    let texts = Set(try log.snapshot.feeds(clusterID: log.id).map { $0.feed.retention })
    let policies = texts.compactMap { RedactionPolicy($0) }
    if policies.contains(where: { $0.retention == .standard }) {
      report.note(
        "`managedFields`, the last-applied annotation and the values of environment variables were "
          + "removed when it was imported (`--retain default`)"
      )
    }
    if policies.contains(where: { $0.retention == .topology }) {
      report.note(
        "all that no question reads was removed when it was imported (`--retain topology`)"
      )
    }
    for policy in policies.filter(\.removesMore).sorted(by: { $0.text < $1.text }) {
      report.note("some of it was stored `\(policy.text)`: more was removed when it was imported")
    }
  }
}
