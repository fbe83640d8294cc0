import EventLog
import Foundation
import Ingest
import Projections
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("which request made which change")
struct AuditTrailTests {
  /// The entry of each change of a store, by its event, and how many changes there are.
  private struct Trail {
    var matches: [LogPosition: AuditMatch] = [:]
    var changeCount = 0

    init(of log: SQLiteEventLog) throws {
      try log.read { snapshot in
        let reads = try ProjectionSnapshot(snapshot)
        let context = try #require(try reads.epochs(of: "c").last?.context)
        let trail = try AuditTrail(reads: reads, cluster: context)
        try reads.forEachEvent { stored in
          guard let id = stored.objectID, let object = stored.event.object,
            stored.event.type != .seen
          else { return true }
          changeCount += 1
          matches[stored.event.position] = try trail.match(
            of: stored.event.position,
            objectID: id,
            object: object
          )
          return true
        }
      }
    }
  }

  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  private func importing(_ paths: [URL], into log: SQLiteEventLog) throws {
    let options = ImportOptions(importTime: Sample.time(0), cluster: "c")
    let report = try Importer(log: log, options: options) { _ in }
      .importPaths(paths.map { $0.path() })
    #expect(report.isComplete)
  }

  /// A store with a recording and its audit log, and one whose entries tell no more than those of the
  /// level `Metadata`.
  private func stores(_ recording: String) throws -> (full: TemporaryLog, metadata: TemporaryLog) {
    let folder = Self.fixtures.appending(path: "recordings/\(recording)")
    let audit = Self.fixtures.appending(path: "audit/\(recording).log.zst")
    let full = try TemporaryLog()
    try importing([folder, audit], into: full.log)
    let metadata = try TemporaryLog()
    try importing([folder], into: metadata.log)
    _ = try metadata.log.append(try Self.withoutResponses(full.log))
    return (full, metadata)
  }

  private static func withoutResponses(_ log: SQLiteEventLog) throws -> [EventDraft] {
    try log.read { snapshot in
      var drafts: [EventDraft] = []
      let head = try snapshot.head().position
      try snapshot.forEachEvent(from: LogPosition(1), through: head) { stored in
        guard stored.event.type == .audited else { return true }
        var entry = try snapshot.auditEntry(at: stored.event.position)
        entry.revision = nil
        // Of the level `Metadata`, only bindings, and updates with a precondition, name a UID.
        if entry.precondition == nil, entry.subresource != "binding" { entry.uid = "" }
        // Where the server chose the name, it is in the response alone.
        if entry.verb == "create", entry.slot.kind != .service { entry.slot.name = "" }
        drafts.append(
          EventDraft(
            feed: TemporaryLog.feed,
            epoch: 0,
            type: .audited,
            observedAt: stored.event.observedAt,
            evidence: stored.event.evidence,
            revision: nil,
            content: .audit(entry)
          )
        )
        return true
      }
      return drafts
    }
  }

  @Test(
    "responses tell the request of almost every change",
    arguments: [("rolling-update", 0.80), ("seed", 0.90)]
  )
  func responses(recording: String, least: Double) throws {
    let stores = try stores(recording)
    let trail = try Trail(of: stores.full.log)
    #expect(Double(trail.matches.count) >= Double(trail.changeCount) * least)
    let byTime = trail.matches.values.filter { $0.ground == .time }
    #expect(!byTime.isEmpty)
    #expect(byTime.allSatisfy { $0.entry.revision == nil })
  }

  @Test(
    "without responses no change gets another request than with them",
    arguments: ["rolling-update", "seed"]
  )
  func timesAgree(recording: String) throws {
    let stores = try stores(recording)
    let truth = try Trail(of: stores.full.log).matches
    let told = try Trail(of: stores.metadata.log).matches
    #expect(told.values.allSatisfy { $0.ground == .time })
    #expect(told.count > 20)
    // Both stores have the recording at the same positions.
    for (event, match) in told {
      guard let right = truth[event], right.ground == .revision else { continue }
      #expect(match.entry.auditID == right.entry.auditID, "event \(event)")
    }
  }
}
