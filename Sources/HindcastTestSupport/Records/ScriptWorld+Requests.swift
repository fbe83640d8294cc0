import EventLog
import TopologyModel

extension ScriptWorld {
  /// What a request may be told with; its revision is `rv=`, as everywhere.
  static let requestKeys = [
    "user", "as", "agent", "code", "uid", "precondition", "took", "id",
  ]

  /// The draft of a request that an audit log told of, answered at the record's time.
  func request(
    _ verb: String,
    _ subresource: String,
    _ slot: ObjectSlot,
    _ attributes: [String: String],
    _ record: ScriptRecord
  ) throws -> EventDraft {
    func number(_ key: String, default standard: Int) throws -> Int {
      guard let text = attributes[key] else { return standard }
      guard let number = Int(text) else { throw ScriptError("`\(key)=\(text)` is no number") }
      return number
    }
    let took = Int64(try number("took", default: 10)) * 1_000_000
    let revision = record.revision.flatMap { Revision(String($0)) }
    let entry = AuditEntry(
      auditID: attributes["id"]
        ?? "\(record.time)/\(verb)/\(subresource)/\(slot)/\(attributes["user"] ?? "")",
      stage: .responseComplete,
      user: attributes["user"] ?? "",
      impersonatedUser: attributes["as"],
      agent: attributes["agent"] ?? "",
      verb: verb,
      slot: slot,
      uid: attributes["uid"] ?? "",
      subresource: subresource,
      precondition: attributes["precondition"].flatMap { Revision($0) },
      revision: revision,
      requestedAt: record.time.advanced(byNanoseconds: -took),
      answeredAt: record.time,
      code: try number("code", default: 200)
    )
    return EventDraft(
      feed: feed,
      epoch: 0,
      type: .audited,
      observedAt: record.time,
      evidence: Evidence(channel: .watch, timeSource: .received),
      revision: revision,
      content: .audit(entry)
    )
  }
}
