import Diagnostics
import EventLog
import KubernetesObjects
import Projections
import QueryEngine
import Testing
import TopologyModel

/// A store of Pods in a temporary folder that goes away with it.
///
/// Pods are listed, empty, at the second 0, and watched from then on.
final class TestStore {
  struct Refused: Error {
    var codes: [String]
  }

  let store: TemporaryLog
  var log: SQLiteEventLog { store.log }
  private var ordinal = 0

  init() throws {
    store = try TemporaryLog()
    try observe(.listingComplete, at: 0, revision: 1)
    try observe(.watchOpened, at: 0, revision: 1)
  }

  /// Appends an observation of the Pods of a namespace, or of all.
  func observe(
    _ type: EventType,
    at seconds: Int,
    revision: Int,
    epoch: Int = 0,
    namespace: String? = nil,
    members: [ObservationDetails.Member] = []
  ) throws {
    ordinal += 1
    let details = ObservationDetails(
      kind: .pod,
      namespace: namespace,
      selector: "",
      sessionStart: Sample.time(0),
      ordinal: ordinal,
      members: members,
      isImplied: false,
      reason: ""
    )
    try append(
      type,
      at: seconds,
      revision: revision,
      epoch: epoch,
      channel: type == .listingComplete ? .listing : .watch,
      content: .observation(details)
    )
  }

  /// Appends what a watch says of a Pod in the namespace `shop`.
  func tell(
    _ type: EventType,
    pod name: String,
    at seconds: Int,
    revision: Int,
    node: String,
    uid: String? = nil,
    epoch: Int = 0
  )
    throws
  {
    let text = """
      {"kind":"Pod","apiVersion":"v1","metadata":{"name":"\(name)","namespace":"shop",\
      "uid":"\(uid ?? "uid-\(name)")","resourceVersion":"\(revision)","labels":{"app":"web"}},\
      "spec":{"nodeName":"\(node)"},"status":{"phase":"Running"}}
      """
    let body = Array(text.utf8)
    let decoded = try JSONParser().withDocument(body) { root in
      try ObjectDecoder.decode(root, kind: .pod)
    }
    try append(
      type,
      at: seconds,
      revision: revision,
      epoch: epoch,
      channel: .watch,
      content: .object(
        decoded.reference,
        assertion: type.assertion ?? .state,
        body: body,
        facts: decoded.facts
      )
    )
  }

  /// Answers a query asked in the namespace `shop`.
  func answer(
    _ query: String,
    now seconds: Int = 100,
    rowsMax: Int = QueryContext.rowsMaxDefault,
    exclusions: FindingExclusions = .none,
    isOptimized: Bool = true
  ) throws -> Answer {
    let context = QueryContext(
      namespace: "shop",
      now: Sample.time(seconds),
      exclusions: exclusions,
      rowsMax: rowsMax,
      isOptimized: isOptimized
    )
    return try answer(query, context)
  }

  /// Answers a query in a context.
  func answer(
    _ query: String,
    _ context: QueryContext,
    cache: PlanCache? = nil,
    isCancelled: (() -> Bool)? = nil
  ) throws -> Answer {
    try log.read { snapshot in
      let runner = QueryRunner(cache: cache, isCancelled: isCancelled) {
        try ProjectionSnapshot(snapshot, as: $0)
      }
      switch try runner.run(SourceText(name: "query", text: query), context: context) {
      case .answered(let answer): return answer
      case .refused(let diagnostics):
        throw Refused(codes: diagnostics.map { $0.code.text })
      }
    }
  }

  private func append(
    _ type: EventType,
    at seconds: Int,
    revision: Int,
    epoch: Int,
    channel: Evidence.Channel,
    content: EventDraft.Content
  ) throws {
    let draft = EventDraft(
      feed: TemporaryLog.feed,
      epoch: epoch,
      type: type,
      observedAt: Sample.time(seconds),
      evidence: Evidence(channel: channel, timeSource: .received),
      revision: Revision(String(revision)),
      content: content
    )
    _ = try log.append([draft])
  }
}
