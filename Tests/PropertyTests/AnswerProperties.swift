import EventLog
import HindcastTestSupport
import QueryEngine
import Testing
import TopologyModel

@Suite struct AnswerProperties {
  @Test("every order in which kinds arrive gives the same answers")
  func arrivalOrder() throws {
    try PropertyDriver(count: 6).run { random in
      let history = try HistoryGenerator.history(&random)
      let first = try TestStore()
      try first.append(history.drafts, &random)
      let second = try TestStore()
      try second.append(history.shuffled(&random), &random)
      try Self.compare(first, second, history, &random)
    }
  }

  @Test("two recordings give the same answers whichever is imported first")
  func swappedRecordings() throws {
    try PropertyDriver(count: 6).run { random in
      let history = try HistoryGenerator.history(&random, parts: 2)
      let first = try TestStore()
      try first.append(history.drafts(ofPart: 0), &random)
      try first.append(history.drafts(ofPart: 1), &random)
      let second = try TestStore()
      try second.append(history.drafts(ofPart: 1), &random)
      try second.append(history.drafts(ofPart: 0), &random)
      try Self.compare(first, second, history, &random)
    }
  }

  @Test("what was known at an event is answered the same for ever")
  func knowledge() throws {
    try PropertyDriver(count: 8).run { random in
      let history = try HistoryGenerator.history(&random, parts: 2)
      let store = try TestStore()
      let drafts = history.inSomeOrder(&random)
      var rest = drafts[...]
      var asked: [(query: String, answer: Answer)] = []
      while !rest.isEmpty {
        let batch = rest.prefix(random.number(1...40))
        rest = rest.dropFirst(batch.count)
        try store.append(Array(batch), &random)
        let position = try store.head().position
        for question in Questions.all {
          let time =
            random.oneIn(2)
            ? "at rv \(random.number(history.firstRevision...history.lastRevision))"
            : "at \(random.pick(history.instants) ?? batch[batch.startIndex].observedAt)"
          let query = "\(question) \(time) as known at event \(position)"
          asked.append((query, try store.answer(query)))
        }
      }
      for (query, answer) in asked {
        let later = try store.answer(query)
        try Check.equal(
          TableFormat(isWide: true).text(answer),
          TableFormat(isWide: true).text(later),
          query
        )
        try Check.holds(answer == later, "\(query): the answers differ beyond their text")
      }
    }
  }

  @Test("at an instant is at the revision that was reached by it")
  func instantIsRevision() throws {
    try PropertyDriver(count: 10).run { random in
      let history = try HistoryGenerator.history(&random, parts: random.number(1...2))
      let store = try TestStore()
      try store.append(history.inSomeOrder(&random), &random)
      for instant in Questions.instants(of: history, count: 12, &random) {
        guard let revision = history.reached(at: instant), instant >= history.listedAt else {
          continue
        }
        for question in Questions.all {
          try Check.equal(
            try store.values("\(question) at rv \(revision)"),
            try store.values("\(question) at \(instant)"),
            "\(question) at \(instant), at rv \(revision)"
          )
        }
      }
    }
  }

  @Test("answers at every revision are those of a naive replay")
  func naiveReplay() throws {
    try PropertyDriver(count: 12).run { random in
      let history = try HistoryGenerator.history(&random, parts: random.number(1...2))
      let store = try TestStore()
      try store.append(history.inSomeOrder(&random), &random)
      let naive = NaiveReplay(history.drafts)
      for number in history.firstRevision...history.lastRevision {
        guard let revision = Revision(String(number)) else { continue }
        let time = "at rv \(number)"
        try Check.equal(
          naive.pods(at: revision),
          try store.values(
            "pods \(time)",
            ["name", "uid", "phase", "ready", "terminating", "ip"]
          ),
          "pods \(time)"
        )
        try Check.equal(
          naive.services(at: revision),
          try store.values("services \(time)", ["name", "uid", "type", "ports"]),
          "services \(time)"
        )
        let columns = [
          "service", "port", "address", "target_port", "target_uid", "ready", "serving",
          "terminating", "eligible", "slice",
        ]
        guard !naive.hasDuplicates(at: revision) else { continue }
        try Check.equal(
          Array(Set(naive.endpoints(at: revision))),
          try store.values("endpoints \(time)", columns),
          "endpoints \(time)"
        )
      }
    }
  }

  private static func compare(
    _ first: TestStore,
    _ second: TestStore,
    _ history: History,
    _ random: inout SplitMix64
  ) throws {
    let revisions = Questions.revisions(of: history, count: 3, &random)
    let instants = Questions.instants(of: history, count: 4, &random)
    for instant in history.instants {
      let query = "pods at \(instant.advanced(byNanoseconds: -1))"
      try Check.equal(try first.knowledge(query), try second.knowledge(query), query)
    }
    let times = revisions.map { "at rv \($0)" } + instants.map { "at \($0)" }
    for time in times {
      for question in Questions.all {
        let query = "\(question) \(time)"
        try Check.equal(try first.knowledge(query), try second.knowledge(query), query)
      }
    }
    try Check.equal(
      try first.knowledge("coverage"),
      try second.knowledge("coverage"),
      "coverage"
    )
  }
}
