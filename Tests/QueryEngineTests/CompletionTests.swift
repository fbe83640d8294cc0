import Diagnostics
import EventLog
import KubernetesObjects
import Projections
import QueryEngine
import Testing
import TopologyModel

@Suite("completion")
struct CompletionTests {
  /// A store in a temporary folder that goes away with it.
  private final class Store {
    private let store: TemporaryLog
    private var log: SQLiteEventLog { store.log }
    private var revision = 0

    init() throws {
      store = try TemporaryLog()
    }

    /// Appends what a watch says of objects, given without their kind and revision.
    func tell(
      _ type: EventType,
      _ kind: ResourceKind,
      at seconds: Int,
      _ objects: [(name: String, namespace: String, rest: String)]
    ) throws {
      let drafts = try objects.map { object in
        revision += 1
        let namespace = object.namespace.isEmpty ? "" : #""namespace":"\#(object.namespace)","#
        let text = """
          {"kind":"\(kind.kindName)","apiVersion":"v1","metadata":{\(namespace)\
          "name":"\(object.name)","uid":"\(object.namespace)-\(object.name)",\
          "resourceVersion":"\(revision)"\(object.rest)}
          """
        let body = Array(text.utf8)
        let decoded = try JSONParser().withDocument(body) { root in
          try ObjectDecoder.decode(root, kind: kind)
        }
        return EventDraft(
          feed: TemporaryLog.feed,
          epoch: 0,
          type: type,
          observedAt: Sample.time(seconds),
          evidence: Evidence(channel: .watch, timeSource: .received),
          revision: Revision(String(revision)),
          content: .object(
            decoded.reference,
            assertion: type.assertion ?? .state,
            body: body,
            facts: decoded.facts
          )
        )
      }
      _ = try log.append(drafts)
    }

    /// Completes the text at its cursor `¦`, asked in the namespace `shop`.
    func complete(_ text: String, now seconds: Int = 100) throws -> [Completion] {
      let parts = text.split(separator: "¦", maxSplits: 1, omittingEmptySubsequences: false)
      let source = SourceText(name: "query", text: parts.joined())
      let context = QueryContext(namespace: "shop", now: Sample.time(seconds))
      return try log.read { snapshot in
        let completer = Completer { try ProjectionSnapshot(snapshot, as: $0) }
        return try completer.complete(source, at: parts[0].utf8.count, context: context)
      }
    }

    /// The texts of the completions of some kinds.
    func texts(_ text: String, _ kinds: Completion.Kind...) throws -> [String] {
      try complete(text).filter { kinds.contains($0.kind) }.map { $0.text }
    }
  }

  private static let ports = """
    },"spec":{"type":"ClusterIP","clusterIP":"10.96.0.7","clusterIPs":["10.96.0.7"],"ports":[\
    {"name":"http","port":80,"targetPort":8080},{"name":"dns","port":53,"targetPort":"named"},\
    {"name":"dns-udp","port":53,"protocol":"UDP","targetPort":5353}]}
    """
  private static let none = #"},"spec":{}"#

  /// Services cart, old, pod and other/web from second 10, old deleted at 20; two Pods on n1 in eu-1.
  private static func store() throws -> Store {
    let store = try Store()
    try store.tell(
      .added,
      .service,
      at: 10,
      [
        ("cart", "shop", ports), ("old", "shop", ports), ("pod", "shop", none),
        ("web", "other", none),
      ]
    )
    try store.tell(
      .added,
      .node,
      at: 10,
      [("n1", "", #","labels":{"topology.kubernetes.io/zone":"eu-1"}},"status":{}"#)]
    )
    let running = #"},"spec":{"nodeName":"n1"},"status":{"phase":"Running"}"#
    try store.tell(.added, .pod, at: 10, [("cart-1", "shop", running), ("x", "other", running)])
    try store.tell(.deleted, .service, at: 20, [("old", "shop", ports)])
    return store
  }

  @Test(
    "names are those of the query's time, and of what was known",
    arguments: [
      ("", false), (" at 1970-01-01T00:00:15Z", true), (" at 1970-01-01T00:00:25Z", false),
      (" from 1970-01-01T00:00:15Z to 1970-01-01T00:00:25Z", true), (" since -85s", true),
      (" since -10s", false), (" at 1970-01-01T00:00:25Z as known at event 7", true),
      (" at event 4", true), (" at event 8", false),
    ]
  )
  func time(clause: String, isOffered: Bool) throws {
    let names = try Self.store().texts("pods serving ¦\(clause)", .service)
    #expect(names.contains("cart"))
    #expect(names.contains("old") == isOffered)
  }

  @Test("names of the own namespace are bare, and quoted where they would be a kind")
  func names() throws {
    let store = try Self.store()
    let services = try store.complete("pods serving ¦")
    #expect(services.map(\.text) == ["service", "cart", #""pod""#, "other/web"])
    #expect(services[1].detail == "ClusterIP 10.96.0.7")
    #expect(services[1].replacement == SourceSpan(at: 13))
    let other = try store.texts("pods serving ¦ in namespace other", .service)
    #expect(other == ["web", "shop/cart", "shop/pod"])
    #expect(try store.texts("services served by ¦", .pod) == ["cart-1", "other/x"])
    #expect(try store.texts("pods on node ¦", .node) == ["n1"])
    #expect(try store.texts("pods serving cart for zone ¦", .zone) == ["eu-1"])
    #expect(try store.texts("pods in namespace ¦", .namespace) == ["other", "shop"])
    #expect(try store.texts("pods in cluster ¦", .cluster) == ["c"])
    #expect(try store.texts("dns ca¦", .service) == ["cart.shop.svc.cluster.local"])
  }

  @Test("what was typed is where completions begin, and what they replace")
  func prefix() throws {
    let store = try Self.store()
    let typed = try store.complete("pods serving ca¦t on port http")
    #expect(typed.map(\.text) == ["cart"])
    #expect(typed.map(\.replacement) == [SourceSpan(13, 16)])
    #expect(try store.texts("pods serving shop/¦", .service) == ["shop/cart", "shop/pod"])
    #expect(try store.texts(#"pods serving "ca¦"#, .service) == [#""cart""#])
    #expect(try store.texts("pods ser¦", .keyword) == ["serving"])
    #expect(try store.texts("pods | where a !¦", .keyword) == ["!="])
    let parameters = "let service = cart\npods serving $¦"
    #expect(try store.texts(parameters, .parameter) == ["$service"])
  }

  @Test("ports are those of the named Service then")
  func ports() throws {
    let store = try Self.store()
    let ports = try store.complete("pods serving cart on port ¦")
    #expect(ports.map(\.text) == ["http", "dns", "dns-udp", "80", "53/TCP", "53/UDP"])
    #expect(ports.first?.detail == "http 80→8080/TCP")
    let target = try store.texts("pods serving cart on target port ¦", .port)
    #expect(target == ["named", "8080", "5353"])
    #expect(try store.complete("pods serving old on port ¦").isEmpty)
    let then = try store.texts("pods serving old on port ¦ at 1970-01-01T00:00:15Z", .port)
    #expect(then.contains("http"))
  }

  @Test("columns are those of the question behind the earlier stages")
  func columns() throws {
    let store = try Self.store()
    let all = try store.complete("pods | select na¦")
    #expect(all.map(\.text) == ["namespace", "name"])
    #expect(all.map(\.detail) == ["text", "text"])
    let counted = try store.texts("pods | count by node | sort by ¦", .column)
    #expect(counted == ["node", "count", "from", "until", "certainty", "event"])
    #expect(try store.texts("pods | count by node | count by ¦", .column) == ["node", "count"])
    let shared = try store.texts("pods since -1h | share by node | sort by s¦", .column)
    #expect(shared == ["share"])
  }

  @Test("values are those that a column may have")
  func values() throws {
    let store = try Self.store()
    #expect(try store.texts("pods | where ready = ¦", .value) == ["true", "false"])
    let rules = try store.complete(#"findings | where rule = "ST10¦"#)
    #expect(rules.first?.text == #""ST101""#)
    #expect(rules.first?.kind == .rule)
    #expect(rules.first?.detail == "An endpoint has an address that the API refuses.")
    #expect(try store.texts("pods | where phase = ¦", .value).contains(#""Running""#))
    #expect(try store.texts("pods | where node in (¦", .node) == [#""n1""#])
    let certainties = try store.texts("pods | where certainty = ¦", .value)
    #expect(certainties.first == #""observed""#)
    let reasons = try store.texts(#"why cart | where reason = "no-¦"#, .value)
    #expect(reasons.contains(#""no-selector""#))
    #expect(try store.texts("pods since ¦", .instant) == ["-5m", "-1h", "-1d"])
    #expect(try store.texts("pods since -1h | every ¦", .duration) == ["30s", "5m", "1h"])
  }

  @Test(
    "a clause that cannot be resolved counts as none",
    arguments: [
      "in cluster nowhere", "at event 99", "as known at event 99", "at $t", "at rv 0x",
      "from now to -1h", "at yesterday", "as known at rv 99",
    ]
  )
  func unresolved(clause: String) throws {
    let store = try Self.store()
    #expect(try store.texts("pods serving c¦ \(clause)", .service) == ["cart"])
  }

  @Test("in comments and in an empty store nothing is offered but words")
  func nothing() throws {
    let store = try Self.store()
    #expect(try store.complete("pods # ser¦").isEmpty)
    #expect(try store.complete("# param ¦").isEmpty)
    #expect(try Store().complete("pods serving ¦").map(\.text) == ["service"])
    #expect(try Store().complete("pods serving cart on port ¦").isEmpty)
  }

  @Test("more completions than the limit are cut")
  func limit() throws {
    let store = try Store()
    let names = (1000..<1300).map { ("p\($0)", "shop", Self.none) }
    try store.tell(.added, .pod, at: 10, names)
    let pods = try store.complete("services served by p¦")
    #expect(pods.count == Completer.completionsMax)
    #expect(pods.prefix(2).map(\.text) == ["pod", "p1000"])
  }
}
