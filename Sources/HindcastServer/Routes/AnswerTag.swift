internal import EventLog
internal import Projections
internal import QueryEngine
internal import TopologyModel

/// The entity tag of an answer: the same for the same question on the same basis (RFC 9110, 8.8.3).
///
/// It is weak, since compressed answers have it, too.
struct AnswerTag: Sendable {
  let lifetime: QueryIdentity.Lifetime
  private let question: String

  /// Nil for queries that are wrong, and for those whose answer depends on when they are asked.
  init?(_ asked: AskedQuery, _ call: ServerCall) {
    let runner = QueryRunner(cache: call.server.workers.plans) { _ in throw ServerFault.readsOnly }
    guard let identity = runner.identity(asked.source, context: asked.context) else { return nil }
    // A time that was given is none that passes.
    lifetime =
      identity.lifetime == .moment && asked.context.endsAtNow ? .basis : identity.lifetime
    guard lifetime > .moment else { return nil }
    var context = asked.context
    if !context.endsAtNow { context.now = Instant(nanoseconds: 0) }
    question = [
      call.server.environment.toolVersion, identity.text, asked.format.name,
      "\(asked.display.width ?? 0) \(asked.display.zone.name) \(asked.display.glyphs == .ascii)",
      "\(asked.display.isColored) \(asked.display.hints) \(context.namespace) \(context.cluster ?? "*")",
      "\(context.now) \(context.endsAtNow) \(context.dnsZone) \(context.findingLag)",
      "\(context.kubernetesVersion.map { "\($0)" } ?? "-") \(context.rowsMax)",
      context.exclusions.exclusions.map(\.text).joined(separator: "\n"),
      (context.restriction.namespaces?.sorted() ?? ["*"]).joined(separator: ","),
      (context.restriction.clusters?.sorted() ?? ["*"]).joined(separator: ","),
    ].joined(separator: "\u{0}")
  }

  /// The tag on a basis.
  func text(_ basis: Basis) -> String {
    let text = "\(question)\u{0}\(basis.position)\u{0}\(basis.hash)"
    return "W/\"\(ChainHash.contentIdentity(of: Array(text.utf8)).prefix(32))\""
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
