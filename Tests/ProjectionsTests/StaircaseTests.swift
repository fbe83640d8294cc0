import EventLog
import Foundation
import Projections
import Testing
import TopologyModel

/// Times and revisions are looked up in the store, and in memory once that is asked for often; both say
/// what the proofs say.
@Suite struct StaircaseTests {
  /// Every proof of an epoch.
  private struct Proofs {
    var all: [(kind: ResourceKind, time: Instant, revision: Int64)] = []
    var isShared: Bool

    init(_ reads: ProjectionSnapshot, _ context: ClusterContext) throws {
      isShared = context.sharesRevisions
      try reads.forEachProof(context) { kind, time, revision in
        if let revision { all.append((kind, time, revision)) }
      }
    }

    func reached(_ kind: ResourceKind, at time: Instant) -> Int64? {
      all.filter { ($0.kind == kind || isShared) && $0.time <= time }.map(\.revision).max()
    }

    func time(of revision: Int64, _ kind: ResourceKind) -> Instant? {
      all.filter { ($0.kind == kind || isShared) && $0.revision >= revision }.map(\.time).min()
    }
  }

  /// Asks often enough for the staircases to be read into memory, and compares each answer.
  private func expectEqual(_ store: TestStore, rounds: Int) throws {
    try store.reading { reads, context in
      let proofs = try Proofs(reads, context)
      let chosen = stride(from: 0, to: proofs.all.count, by: max(1, proofs.all.count / 60))
        .map { proofs.all[$0] }
      try #require(chosen.count > 20)
      for round in 0..<rounds {
        for proof in chosen {
          // Other instants and revisions each time: what was asked before is remembered anyhow.
          let time = proof.time.advanced(byNanoseconds: Int64(round - 1))
          let number = max(1, proof.revision + Int64(round) - 1)
          let revision = try #require(Revision(String(number)))
          let reached = try reads.reached(at: time, context)
          for kind in ResourceKind.allCases {
            let expected = proofs.reached(kind, at: time)
            #expect(reached[kind]?.text == expected.map { String($0) }, "\(kind) at \(time)")
            let known = try reads.validTime(of: revision, kind: kind, context)
            #expect(known == proofs.time(of: number, kind), "\(kind) of \(revision)")
          }
        }
      }
    }
  }

  private static let parts = [
    "watch-services.jsonl.zst", "watch-sessions.jsonl.zst", "watch-pods.jsonl.zst",
    "lists.jsonl.zst", "watch-endpointslices.jsonl.zst",
  ]

  @Test(
    "equal the proofs after each part of a recording, whatever comes late",
    arguments: ["outage", "rolling-update"]
  )
  func partsOfRecordings(recording: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/recordings/\(recording)").path
    let store = try TestStore()
    for part in Self.parts.dropFirst().prefix(2) { try store.importing([folder + "/" + part]) }
    try expectEqual(store, rounds: 4)
    for part in [Self.parts[0], Self.parts[3], Self.parts[4]] {
      try store.importing([folder + "/" + part])
      try expectEqual(store, rounds: 4)
    }
    // Tables made anew have other rows.
    try TopologyProjection().rebuild(in: store.log)
    try expectEqual(store, rounds: 4)
  }

  @Test("equal the proofs while a log grows at its end, and where it grows before that")
  func growingLog() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/recordings").path
    let store = try TestStore()
    for recording in ["seed", "rolling-update", "outage", "watch-gap"] {
      try store.importing([folder + "/" + recording], batchEventsMax: 50)
      try expectEqual(store, rounds: 4)
    }
  }
}
