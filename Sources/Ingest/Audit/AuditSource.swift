internal import EventLog
internal import KubernetesObjects
internal import TopologyModel

/// An audit log of an API server: its entries, one a line or in lists, on their way to events.
final class AuditSource: QueuedSource {
  let feed: FeedDescription
  let reader: RecordReader
  let options: ImportOptions
  var pending = StepQueue()
  var isFinished = false
  private var clock = FeedClock()
  private var tally = AuditTally()

  /// Creates a source.
  init(reader: RecordReader, feed: FeedDescription, options: ImportOptions) {
    self.reader = reader
    self.feed = feed
    self.options = options
  }

  var notes: [ImportNote] { [tally.note(file: reader.content.path)].compactMap { $0 } }

  func readRecord() throws {
    guard let document = reader.next() else {
      if let failure = reader.damageFailure() { fail(failure) }
      isFinished = true
      return
    }
    do {
      try reader.parse(document) { try read($0) }
    } catch let problem as RecordProblem {
      fail(reader.failure(problem, in: document))
    }
  }

  /// Reads an entry, or a list of them, which is taken as a whole or not at all.
  private func read(_ root: JSONValue) throws(RecordProblem) {
    guard AuditRecord.isList(root) else {
      take(try AuditRecord.read(root, field: ""))
      return
    }
    guard let items = root["items"] else { return }
    guard items.isArray || items.isNull else {
      throw items.problem(field: "items", expected: "an array")
    }
    var found: [AuditRecord] = []
    for (index, item) in items.elements.enumerated() {
      found.append(try AuditRecord.read(item, field: "items[\(index)]."))
    }
    for record in found { take(record) }
  }

  private func take(_ record: AuditRecord) {
    tally.count(record)
    guard case .write(let entry) = record else { return }
    // Requests that are answered at the same time may be written in either order: that is no clock
    // that stepped back. The entry keeps the server's own times.
    let time = clock.clamp(entry.answeredAt)
    let draft = EventDraft(
      feed: feed,
      epoch: 0,
      type: .audited,
      observedAt: time,
      evidence: Evidence(channel: .watch, timeSource: .received),
      revision: entry.revision,
      content: .audit(entry)
    )
    pending.append(.unit(EventUnit(time: time, drafts: [draft])))
  }
}
