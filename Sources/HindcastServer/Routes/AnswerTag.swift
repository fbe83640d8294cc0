internal import Diagnostics
internal import EventLog
internal import Projections
internal import QueryEngine
internal import TopologyModel

/// The entity tag of an answer: the same for the same question on the same basis (RFC 9110, 8.8.3).
///
/// It is weak, since compressed answers have it, too.
struct AnswerTag: Sendable {
  let lifetime: QueryIdentity.Lifetime
  /// What makes the question another one, as JSON.
  private let question: [UInt8]

  /// Nil for queries that are wrong, and for those whose answer depends on when they are asked; `known` is the
  /// text of the query, where its tree is known.
  init?(_ asked: AskedQuery, _ call: ServerCall, _ known: QueryRunner.KnownText?) {
    let runner = call.unreading
    let found =
      known.map { runner.identity($0, context: asked.context) }
      ?? runner.identity(asked.source, context: asked.context)
    guard let identity = found else { return nil }
    // A time that was given is none that passes.
    lifetime =
      identity.lifetime == .moment && asked.context.endsAtNow ? .basis : identity.lifetime
    guard lifetime > .moment else { return nil }
    var json = JSONWriter()
    json.array { json in
      json.write(call.server.environment.toolVersion)
      json.write(identity.text)
      json.write(asked.format.name)
      Self.write(asked.display, to: &json)
      Self.write(asked.context, to: &json)
    }
    question = json.takeBytes()
  }

  private static func write(_ display: DisplayOptions, to json: inout JSONWriter) {
    json.write(display.width ?? 0)
    json.write(display.zone.name)
    json.write(display.glyphs == .ascii)
    json.write(display.isColored)
    json.write("\(display.hints)")
  }

  private static func write(_ context: QueryContext, to json: inout JSONWriter) {
    json.write(context.endsAtNow ? context.now.nanoseconds : 0)
    json.write(context.endsAtNow)
    json.write(context.namespace)
    json.write(context.cluster ?? "*")
    json.write(context.dnsZone)
    json.write(context.findingLag)
    json.write(context.kubernetesVersion.map { "\($0)" } ?? "-")
    json.write(context.rowsMax)
    json.array { for exclusion in context.exclusions.exclusions { $0.write(exclusion.text) } }
    json.array { for name in context.restriction.namespaces?.sorted() ?? ["*"] { $0.write(name) } }
    json.array { for name in context.restriction.clusters?.sorted() ?? ["*"] { $0.write(name) } }
  }

  /// The tag on a basis.
  func text(_ basis: Basis) -> String {
    var json = JSONWriter()
    json.write(basis.position.value)
    let bytes = question + json.takeBytes() + basis.hash.bytes
    return "W/\"\(ChainHash.contentIdentity(of: bytes).prefix(32))\""
  }

  /// The tag on a basis, where a client's `If-None-Match` says that it has that answer still.
  func held(by given: String?, on basis: Basis) -> String? {
    guard let given else { return nil }
    let text = text(basis)
    return Self.matches(given, text) ? text : nil
  }

  /// The tag where a client has the answer still, as far as the log's end alone tells: while nothing was
  /// appended, an answer that depends on nothing else is the same.
  func held(by given: String?, at snapshot: LogSnapshot) throws -> String? {
    guard lifetime == .basis, given != nil else { return nil }
    let head = try snapshot.head()
    return held(by: given, on: Basis(position: head.position, hash: head.hash))
  }

  /// How long caches of the client may keep the answer.
  var cacheControl: String { lifetime.cacheControl }

  /// Whether the header `If-None-Match` has a tag.
  static func matches(_ header: String, _ tag: String) -> Bool {
    header.split(separator: ",").contains { part in
      let text = part.filter { $0 != " " }
      return text == "*" || text == tag || "W/" + text == tag
    }
  }
}

extension QueryIdentity.Lifetime {
  /// What the header `Cache-Control` says of an answer that stays the same for so long.
  var cacheControl: String {
    switch self {
    case .forever: "private, max-age=31536000, immutable"
    case .basis: "private, no-cache"
    case .moment: "no-store"
    }
  }
}
