public import EventLog
internal import TopologyModel

/// Writes the events of a cluster as CloudEvents 1.0, a JSON object a line, in the order of the log.
public struct CloudEventExport {
  private let log: ClusterLog
  private let scope: ExportScope
  private let anonymizer: Anonymizer?
  private let bodies: RecordedBodies

  /// Writes the events.
  ///
  /// - Throws: `ExportError` where the cluster is not known, `EventLogError` where the log cannot be
  ///   read, and what the sink throws.
  public static func write(
    _ snapshot: LogSnapshot,
    scope: ExportScope,
    anonymizer: Anonymizer?,
    to sink: any ByteSink,
    progress: @escaping (ExportProgress) -> Void
  ) throws -> ExportReport {
    let log = try ClusterLog(snapshot, scope: scope, progress: progress)
    let export = CloudEventExport(
      log: log,
      scope: scope,
      anonymizer: anonymizer,
      bodies: try RecordedBodies(log, text: BodyText(anonymizer: anonymizer))
    )
    var report = ExportReport()
    try log.forEachByPosition { stored in
      guard stored.event.type != .forgotten else { return }
      guard stored.event.type != .audited else {
        return report.note(StoreNotes.auditEntriesLeftOut)
      }
      guard let line = try export.line(of: stored) else { return }
      try sink.write(line)
      report.count += 1
    }
    try StoreNotes.add(log, to: &report)
    return report
  }

  /// The line of an event; nil where the event is not in scope.
  private func line(of stored: StoredEvent) throws -> [UInt8]? {
    let event = stored.event
    if let from = scope.from, event.observedAt < from { return nil }
    if let through = scope.through, event.observedAt > through { return nil }
    var text = JSONText()
    if let object = event.object {
      guard scope.contains(object.slot) else { return nil }
      try addAttributes(of: event, object.slot.kind, to: &text)
      if event.type != .seen {
        let kind = object.slot.kind
        let body = try bodies.text(at: event.position, kind: kind, namesKind: true)
        text.add(",\"datacontenttype\":\"application/json\",\"data\":")
        text.add(json: body)
      }
    } else {
      let details = try log.details(of: stored)
      guard scope.contains(details.kind, observedIn: details.namespace) else { return nil }
      try addAttributes(of: event, details.kind, to: &text)
      text.add(",\"datacontenttype\":\"application/json\",\"data\":")
      try add(details, of: event, to: &text)
    }
    text.add("}\n")
    return text.take()
  }

  private func addAttributes(
    of event: RecordedEvent,
    _ kind: ResourceKind,
    to text: inout JSONText
  ) throws {
    let hash = try log.snapshot.hash(at: event.position)
    text.add("{\"specversion\":\"1.0\"")
    // The chain's hashes are those of the original bodies: of those, anonymous events say nothing.
    text.addMember("id", anonymizer == nil ? "\(event.position)-\(hash)" : "\(event.position)")
    text.addMember("source", source(of: event))
    text.addMember("type", "io.hindcast.\(kind.kindName.lowercased()).\(event.type.name).v1")
    if let object = event.object {
      let parts = [object.slot.namespace, object.slot.name].filter { !$0.isEmpty }
      text.addMember("subject", parts.map { anonymizer?.text($0) ?? $0 }.joined(separator: "/"))
    }
    text.addMember("time", event.observedAt.description)
    text.addMember("position", event.position.description)
    if let revision = event.revision { text.addMember("revision", revision.text) }
    if let uid = event.object?.uid, !uid.isEmpty {
      text.addMember("uid", anonymizer?.uid(uid) ?? uid)
    }
    text.addMember("recordedat", event.recordedAt.description)
    if anonymizer == nil { text.addMember("chainhash", "\(hash)") }
  }

  /// A URI-reference that names the cluster and the feed.
  private func source(of event: RecordedEvent) -> String {
    let names = [event.cluster, event.feedIdentity].map { anonymizer?.text($0) ?? $0 }
    return "/clusters/\(Self.escaped(names[0]))/feeds/\(Self.escaped(names[1]))"
  }

  private func add(
    _ details: ObservationDetails,
    of event: RecordedEvent,
    to text: inout JSONText
  ) throws {
    text.add("{\"kind\":\"\(details.kind.kindName)\"")
    if let namespace = scope.namespace ?? details.namespace {
      text.addMember("namespace", anonymizer?.text(namespace) ?? namespace)
    }
    if !details.selector.isEmpty {
      text.addMember("selector", anonymizer?.selector(details.selector) ?? details.selector)
    }
    text.addMember("sessionStart", details.sessionStart.description)
    text.add(",\"ordinal\":\(details.ordinal),\"implied\":\(details.isImplied)")
    if !details.reason.isEmpty, anonymizer == nil { text.addMember("reason", details.reason) }
    if event.type == .listingComplete {
      text.add(",\"members\":[")
      var isFirst = true
      for member in details.members where try isInScope(member, details.kind, event.epoch) {
        text.add(isFirst ? "{\"uid\":" : ",{\"uid\":")
        isFirst = false
        text.add(string: anonymizer?.uid(member.uid) ?? member.uid)
        text.addMember("revision", member.revision.text)
        text.add("}")
      }
      text.add("]")
    }
    text.add("}")
  }

  private func isInScope(
    _ member: ObservationDetails.Member,
    _ kind: ResourceKind,
    _ epoch: Int
  ) throws -> Bool {
    guard scope.namespace != nil else { return true }
    return try bodies.state(of: member, kind: kind, epoch: epoch).map { scope.contains($0.slot) }
      ?? false
  }

  private static func escaped(_ name: String) -> String {
    var result = ""
    let digits = Array("0123456789ABCDEF")
    for byte in name.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95, 126:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result.append("%")
        result.append(digits[Int(byte >> 4)])
        result.append(digits[Int(byte & 15)])
      }
    }
    return result
  }
}
