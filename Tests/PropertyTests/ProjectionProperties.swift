import EventLog
import HindcastTestSupport
import Projections
import Testing
import TopologyModel

@Suite struct ProjectionProperties {
  @Test("rebuilt projections are the incremental ones")
  func rebuild() throws {
    try PropertyDriver(count: 24).run { random in
      let history = try HistoryGenerator.history(&random, parts: random.number(1...2))
      let store = try TestStore()
      try store.append(history.inSomeOrder(&random), &random)
      let incremental = try store.dump()
      try store.rebuild()
      try Check.equal(incremental, try store.dump(), "the rebuilt projections differ")
    }
  }

  @Test("what objects are called is the same with their facts and without, once and again")
  func slots() throws {
    var count = 0
    try PropertyDriver(count: 8).run { random in
      let history = try HistoryGenerator.history(&random, parts: random.number(1...2))
      let store = try TestStore()
      try store.append(history.inSomeOrder(&random), &random)
      let middle = LogPosition(try store.head().position.value / 2)
      let revisions = Questions.revisions(of: history, count: 3, &random)
      try store.log.read { snapshot in
        for reads in [
          try ProjectionSnapshot(snapshot), try ProjectionSnapshot(snapshot, knownAt: middle),
        ] {
          for name in try reads.clusterNames() {
            for (context, _) in try reads.epochs(of: name) {
              // Asked often, a snapshot keeps what it read.
              for _ in 0..<8 {
                for revision in revisions.compactMap({ Revision("\($0)") }) {
                  for kind in ResourceKind.allCases {
                    let slots = try reads.slots(of: kind, namespace: nil, at: revision, context)
                    let objects = try reads.objects(
                      kind: kind,
                      namespace: nil,
                      at: revision,
                      context
                    )
                    try Check.equal("\(objects.map(\.object.slot))", "\(slots)", "at \(revision)")
                    count += slots.count
                    for name in Set(slots.map(\.name) + ["nobody"]).sorted() {
                      try Check.equal(
                        "\(slots.filter { $0.name == name })",
                        "\(try reads.slots(of: kind, named: name, at: revision, context))",
                        "named \(name) at \(revision)"
                      )
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    #expect(count > 100)
  }

  @Test("what was appended is not appended again")
  func duplicates() throws {
    try PropertyDriver(count: 12).run { random in
      let history = try HistoryGenerator.history(&random, parts: 2)
      let store = try TestStore()
      try store.append(history.drafts, &random)
      let head = try store.head()
      let dump = try store.dump()
      try store.append(history.drafts, &random)
      let again = try store.head()
      try Check.holds(
        head.position == again.position && head.hash == again.hash,
        "\(again.position.value - head.position.value) events were appended again"
      )
      try Check.equal(dump, try store.dump(), "appending again changed the projections")
    }
  }

  @Test("the chain hash of a prefix never changes")
  func prefixHash() throws {
    try PropertyDriver(count: 12).run { random in
      let history = try HistoryGenerator.history(&random)
      let store = try TestStore()
      var hashes: [(position: LogPosition, hash: ChainHash)] = []
      var rest = history.drafts[...]
      while !rest.isEmpty {
        let batch = rest.prefix(random.number(1...9))
        rest = rest.dropFirst(batch.count)
        try store.append(Array(batch), &random)
        hashes.append(try store.head())
      }
      try store.log.read { snapshot in
        for (position, hash) in hashes {
          try Check.holds(
            try snapshot.hash(at: position) == hash,
            "the hash at event \(position) changed"
          )
        }
        let damage = try snapshot.firstDamage { _ in }
        try Check.holds(damage == nil, "the chain is damaged: \(damage?.message ?? "")")
      }
    }
  }

  @Test("runs of one part of an object never overlap")
  func runsDoNotOverlap() throws {
    try PropertyDriver(count: 24).run { random in
      let history = try HistoryGenerator.history(&random, parts: random.number(1...2))
      let store = try TestStore()
      try store.append(history.inSomeOrder(&random), &random)
      let counts = Self.listingCounts(history)
      var runs: [String: [DumpedRun]] = [:]
      for line in try store.dump().split(separator: "\n") {
        guard let run = DumpedRun(line), !run.isSuperseded else { continue }
        runs[run.key, default: []].append(run)
      }
      for (key, list) in runs {
        let sorted = list.sorted { $0.from < $1.from }
        // An endpoint that a slice lists twice has two runs at a time.
        if sorted[0].isOfEndpoint, let count = counts[sorted[0].uid], count > 1 {
          for run in sorted {
            let here = sorted.filter { $0.contains(run.from) }
            let texts = here.map(\.text).joined(separator: "\n")
            try Check.holds(here.count <= count, "\(count) runs of \(key) overlap: \(texts)")
          }
          continue
        }
        for (first, second) in zip(sorted, sorted.dropFirst()) {
          try Check.holds(
            first.until.map { $0 <= second.from } ?? false,
            "runs of \(key) overlap: \(first.text)\n\(second.text)"
          )
        }
      }
    }
  }

  /// How often the slice of each UID lists one and the same endpoint at most.
  private static func listingCounts(_ history: History) -> [String: Int] {
    var counts: [String: Int] = [:]
    for draft in history.drafts {
      guard case .object(let reference, _, _, let facts) = draft.content,
        case .endpointSlice(_, let endpoints) = facts
      else { continue }
      let most = Dictionary(grouping: endpoints) { $0 }.values.map(\.count).max() ?? 1
      counts[reference.uid] = max(counts[reference.uid] ?? 1, most)
    }
    return counts
  }
}
