import Diagnostics
import EventLog
import Foundation
import Ingest
import Projections
import QueryEngine
import Testing
import TopologyModel

/// Holds imported recordings against the API server's own lists, at every revision at which these
/// are known, those in the middle of churn included.
@Suite struct TruthTests {
  @Test("every truth equals the answer at its revision", arguments: Recording.small)
  func truths(name: String) throws {
    let recording = try Recording(name)
    let store = try TestStore()
    let report = try store.importing([recording.path])
    #expect(report.isComplete)
    try store.reading { reads, context in
      let checker = TruthChecker(reads: reads, context: context)
      #expect(recording.truths.count > 5)
      for truth in recording.truths where truth.gap != 2 {
        let differences = try checker.differences(recording, at: truth.revision)
        #expect(differences == [], "\(name) at \(truth.revision): \(truth.step)")
      }
    }
  }

  @Test(
    "every truth of a busy cluster equals the answer at its revision",
    .disabled(if: ProcessInfo.processInfo.environment["SKIP_LONG_TESTS"] == "1")
  )
  func busyTruths() throws {
    let recording = try Recording("medium")
    let store = try TestStore()
    try store.importing([recording.path])
    try store.reading { reads, context in
      let checker = TruthChecker(reads: reads, context: context)
      for truth in recording.truths {
        let differences = try checker.differences(recording, at: truth.revision)
        #expect(differences == [], "medium at \(truth.revision): \(truth.step)")
      }
    }
  }

  @Test("revisions that were never delivered are answered as not observed")
  func gap() throws {
    let recording = try Recording("watch-gap")
    let store = try TestStore()
    try store.importing([recording.path])
    let lost = recording.truths.filter { $0.gap == 2 }
    #expect(lost.count == 3)
    for truth in lost {
      for question in ["pods", "services", "endpoints", "slices"] {
        let answer = try store.answer("\(question) at rv \(truth.revision)")
        #expect(
          answer.notes.contains { $0.code == .notObserved },
          "\(question) at \(truth.revision)"
        )
      }
    }
  }

  @Test(
    "the topology at an instant is that of the revision proven by it",
    arguments: Recording.small
  )
  func instants(name: String) throws {
    let recording = try Recording(name)
    let store = try TestStore()
    try store.importing([recording.path])
    let instants = try observedInstants(store)
    let stride = max(1, instants.count / 10)
    for (index, instant) in instants.enumerated() where index.isMultiple(of: stride) {
      let reached = try store.reading { reads, context in
        try reads.reached(at: instant, context)[.pod]
      }
      let revision = try #require(reached)
      for question in ["pods", "services", "endpoints", "slices"] {
        let byTime = try values(store, "\(question) at \(instant)")
        let byRevision = try values(store, "\(question) at rv \(revision)")
        #expect(byTime == byRevision, "\(question) at \(instant), revision \(revision)")
      }
    }
  }

  @Test("truths hold until the next observed event", arguments: Recording.small)
  func truthsInTime(name: String) throws {
    let recording = try Recording(name)
    let store = try TestStore()
    try store.importing([recording.path])
    let instants = try observedInstants(store)
    var checked = 0
    try store.reading { reads, context in
      let revisions = try objectRevisions(reads)
      let checker = TruthChecker(reads: reads, context: context)
      let reached = Set(try instants.compactMap { try reads.reached(at: $0, context)[.pod] })
      for truth in recording.truths where truth.gap != 2 {
        let next = revisions.first { $0 > truth.revision }
        let later = reached.filter { revision in
          revision > truth.revision && next.map { revision < $0 } ?? true
        }
        if reached.contains(truth.revision) { checked += 1 }
        guard let revision = later.max() else { continue }
        let differences = try checker.differences(
          recording,
          ofTruth: truth.revision,
          at: revision
        )
        #expect(differences == [], "\(truth.step)")
        checked += 1
      }
    }
    #expect(checked > 0)
  }

  private func observedInstants(_ store: TestStore) throws -> [Instant] {
    try store.reading { reads, context in
      var instants: Set<Instant> = []
      try reads.forEachEvent { stored in
        if stored.event.type != .listingBegun, stored.event.evidence.channel == .watch {
          instants.insert(stored.event.observedAt)
        }
        return true
      }
      let timelines = try [ResourceKind.pod, .service, .endpointSlice].map {
        CoverageTimeline(try reads.coverage(of: $0, context))
      }
      return instants.sorted().filter { instant in
        timelines.allSatisfy { $0.isListed(by: instant) }
      }
    }
  }

  private func objectRevisions(_ reads: ProjectionSnapshot) throws -> [Revision] {
    var revisions: Set<Revision> = []
    try reads.forEachEvent { stored in
      if stored.event.object != nil, let revision = stored.event.revision {
        revisions.insert(revision)
      }
      return true
    }
    return revisions.sorted()
  }

  private func values(_ store: TestStore, _ query: String) throws -> [[Value]] {
    try store.answer(query).rows.map { $0.values }
  }
}
