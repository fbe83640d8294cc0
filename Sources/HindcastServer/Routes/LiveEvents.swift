internal import Diagnostics
internal import EventLog
internal import NIOCore
internal import TopologyModel

/// A stream of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html).
struct LiveEvents: Sendable {
  /// The most events that are read at once.
  private static let eventsMax = 500

  let call: ServerCall
  let filter: EventFilter
  let after: LogPosition

  /// Writes events until either side ends it.
  func write(to writer: inout BodyWriter) async throws {
    var after = after
    let live = call.server.live
    // Something arrives at once, so that the client knows that it is connected.
    try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
    while !call.running.isStopped {
      let last = after
      let (text, through, isMore) = try await call.server.workers.read(call.running) { snapshot in
        let page = try EventPage(snapshot, filter, after: last, limit: Self.eventsMax)
        return (Self.text(page), page.through, page.through < page.head.position)
      }
      after = through
      if !text.isEmpty { try await writer.write(ByteBuffer(string: text)) }
      if isMore { continue }
      let seen = live.head
      await live.wait(behind: after, call.running)
      // A comment keeps proxies from ending what is quiet, and shows a client that went away.
      if live.head == seen, live.head <= after, !call.running.isStopped {
        try await writer.write(ByteBuffer(string: ": alive\n\n"))
      }
    }
  }

  private static func text(_ page: EventPage) -> String {
    page.events.map { entry in
      var json = JSONWriter()
      entry.write(to: &json)
      return "id: \(entry.event.position)\nevent: \(entry.event.type.name)\ndata: \(json.text)\n\n"
    }.joined()
  }
}
