/// Counts what an audit log had, for the note that says what was used of it.
struct AuditTally {
  private var writes = 0
  private var reads = 0
  private var otherKinds = 0
  private var withoutObject = 0
  private var earlierStages = 0
  private var connections = 0
  private var dryRuns = 0

  mutating func count(_ record: AuditRecord) {
    switch record {
    case .write: writes += 1
    case .read: reads += 1
    case .otherKind: otherKinds += 1
    case .withoutObject: withoutObject += 1
    case .earlierStage: earlierStages += 1
    case .connection: connections += 1
    case .dryRun: dryRuns += 1
    }
  }

  /// The note about them; nil for a log without entries.
  func note(file: String) -> ImportNote? {
    let passedOver = [
      (reads, "reads"), (otherKinds, "about other kinds"), (withoutObject, "without an object"),
      (earlierStages, "from before the answer"), (connections, "connections"),
      (dryRuns, "dry runs"),
    ].filter { $0.0 > 0 }
    guard writes > 0 || !passedOver.isEmpty else { return nil }
    var message = "audit entries used: \(writes)"
    if !passedOver.isEmpty {
      message += "; passed over: " + passedOver.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
    }
    return ImportNote(code: "audit-entries", message: message, file: file)
  }
}
