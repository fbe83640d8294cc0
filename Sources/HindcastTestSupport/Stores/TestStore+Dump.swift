internal import EventLog
internal import TopologyModel

extension TestStore {
  /// The log as text, a line an event: position, type, object or kind, revision, times.
  public func logText() throws -> String {
    try log.read { snapshot in
      var lines: [String] = []
      let head = try snapshot.head().position
      try snapshot.forEachEvent(from: LogPosition(1), through: head) { stored in
        let event = stored.event
        var line = "\(event.position) \(event.type.name)"
        if let object = event.object {
          line += " \(ScriptObject.word(of: object.slot.kind)) \(object) \(object.uid)"
        } else if event.type == .audited {
          let entry = try snapshot.auditEntry(at: event.position)
          line += " \(entry.verb) \(ScriptObject.word(of: entry.slot.kind)) \(entry.slot)"
          line += " user=\(entry.user) code=\(entry.code)"
        } else if event.type == .forgotten {
          let body = try snapshot.body(at: event.position)
          let details = try ForgottenDetails(decoding: body)
          line += " \(details.eventCount) events before \(details.before)"
          line += " horizon=\(details.base.position)"
        } else if let details = try? ObservationDetails(
          decoding: try snapshot.body(at: event.position)
        ) {
          line += " \(details.kind.resourceName)"
          if let namespace = details.namespace { line += " namespace=\(namespace)" }
          if event.type == .listingComplete {
            line += " [" + details.members.map { $0.uid }.joined(separator: " ") + "]"
          }
          if !details.reason.isEmpty { line += " (\(details.reason))" }
        }
        if let revision = event.revision { line += " rv=\(revision)" }
        line += " observed=\(event.observedAt)"
        if event.recordedAt != event.observedAt { line += " recorded=\(event.recordedAt)" }
        if event.evidence.channel == .listing, event.type.isObjectEvent { line += " listed" }
        lines.append(line)
        return true
      }
      return lines.map { $0 + "\n" }.joined()
    }
  }
}
