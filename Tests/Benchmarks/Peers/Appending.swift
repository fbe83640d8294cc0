import EventLog
import Foundation
import Ingest
import KubernetesObjects
import Projections
import TopologyModel

/// What appending takes: as a whole, and each of its two halves alone.
struct Appending {
  /// Seconds by the clock and of the processor, and the events that took them.
  struct Result: Codable {
    var events: Int
    var seconds: Double
    var processorSeconds: Double

    var perSecond: Double { Double(events) / seconds }

    init(events: Int = 0, _ body: () throws -> Int) rethrows {
      let processor = Clocks.processorTime()
      var count = 0
      seconds = try Clocks.seconds { count = try body() }
      processorSeconds = Clocks.processorTime() - processor
      self.events = count
    }
  }

  static let cluster = "simulated"
  /// The events of one append, as an import has them.
  private static let batchCount = ImportOptions.batchEventsMaxDefault

  /// Opens a store for writing, with or without its projections.
  static func open(_ path: String, hasProjections: Bool) throws -> SQLiteEventLog {
    try open(path, hasProjections ? [TopologyProjection()] : [])
  }

  private static func open(
    _ path: String,
    _ participants: [any AppendParticipant]
  ) throws -> SQLiteEventLog {
    try SQLiteEventLog(
      path: path,
      access: .readWrite(holder: "benchmark"),
      participants: participants,
      clock: FixedClock(Instant(nanoseconds: 0))
    )
  }

  /// Imports a recording into a new store.
  static func importing(
    _ recording: String,
    _ path: String,
    hasProjections: Bool
  ) throws -> Result {
    let log = try open(path, hasProjections: hasProjections)
    defer { try? log.close() }
    return try Result {
      let options = ImportOptions(importTime: Instant(nanoseconds: 0), cluster: cluster)
      return try Importer(log: log, options: options) { _ in }.importPaths([recording]).appended
    }
  }

  /// Drops the projections of a store and makes them again.
  static func rebuilding(_ path: String) throws -> Result {
    let projection = TopologyProjection()
    let log = try open(path, [projection])
    defer { try? log.close() }
    let count = try log.read { try $0.eventCount() }
    return try Result {
      try projection.rebuild(in: log)
      return count
    }
  }

  /// The first half alone: watch records are parsed, read, redacted, hashed, and compressed.
  ///
  /// The records stand in memory, so that no file is waited for.
  static func preparing(_ lines: [Data]) throws -> Result {
    let parser = JSONParser()
    let redactor = Redactor(policy: .standard)
    let preparer = BodyPreparer()
    let memory = EndpointMemory()
    let feed = Self.feed
    return try Result {
      var count = 0
      for line in lines {
        let made: EventDraft? = try line.withUnsafeBytes { bytes in
          try parser.withDocument(bytes) { record in
            // A bookmark has the kind of an object, and no object.
            guard let event = record.member("event"), let object = event.member("object"),
              event.member("type")?.isString("BOOKMARK") != true,
              let kind = ObjectDecoder.kind(of: object)
            else { return nil }
            let decoded = try ObjectDecoder.decode(object, kind: kind, remembering: memory)
            return EventDraft(
              feed: feed,
              epoch: 0,
              type: .modified,
              observedAt: Instant(nanoseconds: 0),
              evidence: Evidence(channel: .watch, timeSource: .received),
              revision: Revision(decoded.revision),
              content: .object(
                decoded.reference,
                assertion: .state,
                body: redactor.body(of: object),
                facts: decoded.facts
              )
            )
          }
        }
        guard var draft = made else { continue }
        try preparer.prepare(&draft)
        count += 1
      }
      return count
    }
  }

  private static let feed = FeedDescription(
    cluster: cluster,
    identity: "benchmark",
    name: "benchmark",
    format: "script",
    retention: "default",
    kubernetesVersion: ""
  )

  /// The events of a store as drafts whose bodies are prepared.
  static func drafts(_ path: String, count: Int) throws -> [EventDraft] {
    let log = try HindcastPeer(path: path, cluster: cluster).open()
    defer { try? log.close() }
    let parser = JSONParser()
    let preparer = BodyPreparer()
    let memory = EndpointMemory()
    var drafts: [EventDraft] = []
    try log.read { snapshot in
      let bodies = try snapshot.bodyReader()
      let last = LogPosition(Int64(count))
      try snapshot.forEachEvent(from: LogPosition(1), through: last) { stored in
        guard var draft = try draft(stored.event, bodies, parser, memory) else { return true }
        try preparer.prepare(&draft)
        drafts.append(draft)
        return true
      }
    }
    return drafts
  }

  private static func draft(
    _ event: RecordedEvent,
    _ bodies: SequentialBodyReader,
    _ parser: JSONParser,
    _ memory: EndpointMemory
  ) throws -> EventDraft? {
    let content: EventDraft.Content
    if let reference = event.object, let assertion = event.assertion, event.type != .seen {
      let body = try bodies.body(at: event.position)
      let facts = try parser.withDocument(body) {
        try ObjectDecoder.decode($0, kind: reference.slot.kind, remembering: memory).facts
      }
      content = .object(reference, assertion: assertion, body: body, facts: facts)
    } else if event.type.isObservation {
      content = .observation(
        try ObservationDetails(decoding: try bodies.body(at: event.position))
      )
    } else {
      return nil
    }
    return EventDraft(repeating: event, of: feed, content: content)
  }

  /// The second half alone: what is prepared is appended and committed, with projections or without.
  static func committing(
    _ drafts: [EventDraft],
    _ path: String,
    hasProjections: Bool
  ) throws -> Result {
    let log = try open(path, hasProjections: hasProjections)
    defer { try? log.close() }
    return try Result {
      var count = 0
      for first in stride(from: 0, to: drafts.count, by: batchCount) {
        let batch = drafts[first..<min(drafts.count, first + batchCount)]
        count += try log.append(Array(batch)).appendedCount
      }
      return count
    }
  }

  /// The first records of a recording's watches, kind by kind, in memory.
  static func lines(_ recording: String, count: Int) throws -> [Data] {
    var lines: [Data] = []
    let files = try FileManager.default.contentsOfDirectory(atPath: recording).sorted()
      .filter { $0.hasPrefix("watch-") && $0.hasSuffix(".jsonl") && !$0.contains("sessions") }
    for file in files {
      let url = URL(fileURLWithPath: recording).appendingPathComponent(file)
      let data = try Data(contentsOf: url, options: .alwaysMapped)
      var start = data.startIndex
      var taken = 0
      while start < data.endIndex, taken < count / 2 {
        let end = data[start...].firstIndex(of: 10) ?? data.endIndex
        lines.append(Data(data[start..<end]))
        taken += 1
        start = min(end + 1, data.endIndex)
      }
    }
    return lines
  }
}
