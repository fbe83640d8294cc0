import EventLog
import Projections
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("restricted reads")
struct RestrictedReadsTests {
  @Test("who may see one namespace is not told which others were watched by themselves")
  func coverage() throws {
    let store = try TestStore()
    try store.observe(.listingComplete, at: 10, revision: 10, namespace: "web")
    try store.log.read { snapshot in
      let reads = try ProjectionSnapshot(snapshot, as: .latest)
      let context = try #require(reads.epochs(of: reads.clusterNames()[0]).first?.context)
      let all = try reads.coverageTimeline(of: .pod, namespace: "shop", context)
      #expect(all.otherNamespaces == ["web"])
      let restricted = reads.restricted(to: AccessRestriction(namespaces: ["shop"]))
      let own = try restricted.coverageTimeline(of: .pod, namespace: "shop", context)
      #expect(own.otherNamespaces.isEmpty)
      #expect(own.observed == all.observed)
    }
  }
}
