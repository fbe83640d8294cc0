import EventLog
import Foundation
import GRDB
import Projections
import Testing
import TopologyModel

/// A small store with something in every table, and what is wrong with such stores.
enum StoreSample {
  /// A store with two feeds, versions of three Pods, a slice, a `seen` event, observations, and an
  /// audit entry: 10 events, or the first ones of them.
  static func make(firstName: String = "a", count: Int = 10) throws -> TestStore {
    let store = try TestStore(participants: [TopologyProjection()])
    let member = try ObservationDetails.Member(uid: "uid-b", revision: #require(Revision("2")))
    let drafts = [
      Draft.pod(firstName, 1, at: 1),
      Draft.pod("b", 2, at: 2),
      Draft.pod("a", 3, at: 3),
      Draft.observation(.listingComplete, at: 4, revision: 4, members: [member]),
      Draft.pod("a", 3, at: 2),
      Draft.pod("b", 5, at: 5),
      Draft.observation(.watchOpened, ordinal: 1, at: 6, revision: 5),
      slice("cart-x", 6, at: 6),
      Draft.pod("c", 7, at: 7, feed: Draft.feed("feed-2")),
      audit("audit-1", at: 8),
    ]
    for draft in drafts.prefix(count) { try store.append(draft) }
    return store
  }

  /// Everything that a verification of a closed store says: of the log, then of the projections.
  ///
  /// An error when it is opened counts, too.
  static func damages(of path: String, heads: [NotedHead] = []) throws -> [StoreDamage] {
    do {
      return try findDamages(of: path, heads)
    } catch let error as EventLogError {
      return [
        StoreDamage(part: .file, position: nil, finding: error.message, remedy: .restore)
      ]
    }
  }

  private static func findDamages(of path: String, _ heads: [NotedHead]) throws -> [StoreDamage] {
    let log = try TestStore.open(path, access: .readOnly)
    defer { try? log.close() }
    return try log.read { snapshot in
      let verification = try snapshot.verify(heads: heads)
      guard verification.hasSoundEvents else { return verification.damages }
      let projections = try TopologyProjection.firstDamage(snapshot)
      return verification.damages + [projections].compactMap { $0 }
    }
  }

  static func rowCount(of table: String, in path: String) throws -> Int {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") } ?? 0
  }

  private static func slice(_ name: String, _ revision: Int, at seconds: Int) -> EventDraft {
    let body = """
      {"kind":"EndpointSlice","apiVersion":"discovery.k8s.io/v1","metadata":{"name":"\(name)",\
      "namespace":"shop","uid":"uid-\(name)","resourceVersion":"\(revision)",\
      "labels":{"kubernetes.io/service-name":"cart"}},"addressType":"IPv4",\
      "ports":[{"name":"","port":80,"protocol":"TCP"}],\
      "endpoints":[{"addresses":["10.0.0.2"],"conditions":{"ready":true}}]}
      """
    return EventDraft(
      feed: Draft.feed(),
      epoch: 0,
      type: .added,
      observedAt: Draft.time(seconds),
      evidence: Evidence(channel: .watch, timeSource: .received),
      revision: Revision(String(revision)),
      content: .object(
        ObjectReference(
          slot: ObjectSlot(kind: .endpointSlice, namespace: "shop", name: name),
          uid: "uid-\(name)"
        ),
        assertion: .state,
        body: Array(body.utf8),
        facts: nil
      )
    )
  }

  private static func audit(_ id: String, at seconds: Int) -> EventDraft {
    EventDraft(
      feed: Draft.feed(),
      epoch: 0,
      type: .audited,
      observedAt: Draft.time(seconds),
      evidence: Evidence(channel: .watch, timeSource: .received),
      revision: nil,
      content: .audit(
        AuditEntry(
          auditID: id,
          stage: .responseComplete,
          user: "alice",
          agent: "kubectl",
          verb: "patch",
          slot: ObjectSlot(kind: .pod, namespace: "shop", name: "a"),
          requestedAt: Draft.time(seconds),
          answeredAt: Draft.time(seconds),
          code: 200
        )
      )
    )
  }
}
