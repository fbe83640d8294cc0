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
      json.key("head")
      json.object { json in
        json.key("event")
        json.write(head.position.value)
        json.key("hash")
        json.write(head.hash.description)
      }
    }
  }
}

extension EventPage.Entry {
  /// Writes the event.
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.key("event")
      json.write(event.position.value)
      json.key("type")
      json.write(event.type.name)
      json.key("cluster")
      json.write(event.cluster)
      json.key("epoch")
      json.write(event.epoch)
      if let reference = event.object {
        json.key("kind")
        json.write(reference.slot.kind.kindName)
        if reference.slot.kind.isNamespaced {
          json.key("namespace")
          json.write(reference.slot.namespace)
        }
        json.key("name")
        json.write(reference.slot.name)
        json.key("uid")
        json.write(reference.uid)
      }
      if let revision = event.revision {
        json.key("revision")
        json.write(revision.text)
      }
      json.key("observedAt")
      json.write(event.observedAt.description)
      json.key("recordedAt")
      json.write(event.recordedAt.description)
      json.key("feed")
      json.write(event.feedIdentity)
      json.key("hash")
      json.write(hash.description)
      if let object {
        json.key("object")
        json.write(raw: object)
      }
    }
  }
}
