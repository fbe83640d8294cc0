internal import Diagnostics
internal import EventLog
internal import QueryEngine
internal import TopologyModel

/// Some events of the log that follow each other.
struct EventPage: Sendable {
  /// How many events are looked at for one page.
  static let lookedAtMax = 100_000

  /// An event as it is told.
  struct Entry: Sendable {
    var event: RecordedEvent
    var hash: ChainHash
    var object: String?
  }

  private(set) var events: [Entry] = []
  /// The last event that was looked at.
  private(set) var through: LogPosition
  /// The end of the log.
  let head: (position: LogPosition, hash: ChainHash)

  init(
    _ snapshot: LogSnapshot,
    _ filter: EventFilter,
    after: LogPosition,
    limit: Int
  ) throws {
    head = try snapshot.head()
    through = after
    guard after < head.position else { return }
    var found: [RecordedEvent] = []
    var last = after
    var count = 0
    try snapshot.forEachEvent(from: LogPosition(after.value + 1), through: head.position) {
      stored in
      last = stored.event.position
      count += 1
      if filter.passes(stored.event) { found.append(stored.event) }
      return found.count < limit && count < Self.lookedAtMax
    }
    through = last
    events = try found.map { event in
      Entry(
        event: event,
        hash: try snapshot.hash(at: event.position),
        object: filter.hasObjects && event.object != nil && event.type != .seen
          ? String(decoding: try snapshot.body(at: event.position), as: UTF8.self) : nil
      )
    }
  }

  /// Writes the page.
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.key("events")
      json.array { json in for entry in events { entry.write(to: &json) } }
      json.key("next")
      if through < head.position { json.write(through.value) } else { json.writeNull() }
      json.member("head", head: head)
    }
  }
}

extension EventPage.Entry {
  /// Writes the event.
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("event", event.position.value)
      json.member("type", event.type.name)
      json.member("cluster", event.cluster)
      json.member("epoch", event.epoch)
      if let reference = event.object {
        json.member("kind", reference.slot.kind.kindName)
        if reference.slot.kind.isNamespaced {
          json.member("namespace", reference.slot.namespace)
        }
        json.member("name", reference.slot.name)
        json.member("uid", reference.uid)
      }
      if let revision = event.revision {
        json.member("revision", revision.text)
      }
      json.member("observedAt", event.observedAt.description)
      json.member("recordedAt", event.recordedAt.description)
      json.member("feed", event.feedIdentity)
      json.member("hash", hash.description)
      if let object {
        json.key("object")
        json.write(raw: object)
      }
    }
  }
}
