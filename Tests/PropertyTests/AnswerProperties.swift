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
    try PropertyDriver(count: 6).run { try Self.checkSwapped(&$0) }
  }

  @Test(
    "so they do where one listed what the other watched",
    arguments: [UInt64(5101)]
  )
  func found(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    try Self.checkSwapped(&random, isWide: false)
  }

  private static func checkSwapped(
    _ random: inout SplitMix64,
    isWide: Bool = true
  ) throws {
    let history = try HistoryGenerator.history(&random, parts: 2, isWide: isWide)
    let first = try TestStore()
    try first.append(history.drafts(ofPart: 0), &random)
    try first.append(history.drafts(ofPart: 1), &random)
    let second = try TestStore()
    try second.append(history.drafts(ofPart: 1), &random)
    try second.append(history.drafts(ofPart: 0), &random)
    try compare(first, second, history, &random)
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
        let asking = Questions.all + Questions.log + Self.some(Questions.searched, &random)
        for question in Questions.scoped(asking, history, &random) {
          let time = Self.time(of: question, history, &random)
          let query = "\(question)\(time) as known at event \(position)"
          asked.append((query, try store.answer(query)))
        }
        let (from, to) = Self.span(history, &random)
        let difference = "diff pods serving a/* from \(from) to \(to) as known at event \(position)"
        asked.append((difference, try store.answer(difference)))
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

  @Test("a query that was asked at other instants before is answered as any other")
  func sharedPlans() throws {
    try PropertyDriver(count: 8).run { random in
      let history = try HistoryGenerator.history(&random, parts: random.number(1...2))
      let store = try TestStore()
      try store.append(history.inSomeOrder(&random), &random)
      let cache = PlanCache(timelineAsksMin: .max)
      let instants = Questions.instants(of: history, count: 3, &random)
      for question in Questions.scoped(Questions.aboutState + Questions.log, history, &random) {
        for instant in instants {
          let query = "\(question) at \(instant)"
          let answer = try store.answer(query, cache: cache)
          try Check.equal("\(store.answer(query))", "\(answer)", query)
        }
      }
    }
  }

  @Test("a diff is what makes the earlier answer the later one")
  func difference() throws {
    try PropertyDriver(count: 6).run { random in
      let history = try HistoryGenerator.history(&random, parts: random.number(1...2))
      let store = try TestStore()
      try store.append(history.inSomeOrder(&random), &random)
      for question in Questions.scoped(Questions.aboutState, history, &random) {
        let stages = SequencedStages.stages(of: question, &random)
        let (from, to) = Self.span(history, &random)
        let before = try store.answer("\(question) at \(from)\(stages)").cellTexts
        let after = try store.answer("\(question) at \(to)\(stages)").cellTexts
        let query = "diff \(question)\(stages) from \(from) to \(to)"
        let rows = try store.answer(query).cellTexts
        func cells(_ change: String) -> Set<[String]> {
          Set(rows.filter { $0[0] == change }.map { Array($0.dropFirst().dropLast()) })
        }
        let (gone, new, changed) = (cells("-"), cells("+"), cells("~"))
        let kept = Set(before).intersection(after)
        try Check.holds(
          kept.isDisjoint(with: gone.union(new).union(changed)),
          "\(query): kept rows"
        )
        try Check.equal(
          Set(after).subtracting(kept).sorted { $0.lexicographicallyPrecedes($1) },
          new.union(changed).sorted { $0.lexicographicallyPrecedes($1) },
          "\(query): rows after"
        )
        // A changed row takes the place of one that differs in other columns than its key.
        let replaced = Set(before).subtracting(kept).subtracting(gone)
        try Check.holds(gone.isSubset(of: Set(before)), "\(query): rows before")
        try Check.holds(replaced.count == changed.count, "\(query): changed rows")
        for row in rows where row[0] == "~" {
          try Check.holds(!row[row.count - 1].isEmpty, "\(query): a change that changes nothing")
        }
      }
    }
  }

  private static func some(
    _ questions: [String],
    _ random: inout SplitMix64
  ) -> [String] {
    questions.filter { _ in random.oneIn(4) }
  }

  /// An instant, a revision, or a span, as a clause behind a question.
  private static func time(
    of question: String,
    _ history: History,
    _ random: inout SplitMix64
  ) -> String {
    let (from, to) = span(history, &random)
    if Questions.log.contains(question) {
      return random.oneIn(2) ? "" : " from \(from) to \(to)"
    }
    switch random.number(0...2) {
    case 0: return " at rv \(random.number(history.firstRevision...history.lastRevision))"
    case 1: return " at \(from)"
    default: return " from \(from) to \(to)"
    }
  }

  private static func span(
    _ history: History,
    _ random: inout SplitMix64
  ) -> (from: Instant, to: Instant) {
    let first = random.pick(history.instants) ?? Instant(nanoseconds: 0)
    let second = random.pick(history.instants) ?? Instant(nanoseconds: 0)
    return (
      min(first, second), max(first, second, min(first, second).advanced(byNanoseconds: 1))
    )
  }

  @Test("at an instant is at the revision that was reached by it")
  func instantIsRevision() throws {
    try PropertyDriver(count: 10).run { random in
      let history = try HistoryGenerator.history(&random, parts: random.number(1...2))
      let store = try TestStore()
      try store.append(history.inSomeOrder(&random), &random)
      for instant in Questions.instants(of: history, count: 12, &random) {
        guard let revision = history.reached(at: instant) else { continue }
        for question in Questions.scoped(Questions.all, history, &random) {
          let namespace = Questions.namespace(of: question)
          guard instant >= history.listedAt(in: namespace) else { continue }
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
      let isWhole = history.listedAt() < Instant(nanoseconds: .max)
      try Self.compare(store, history, in: isWhole ? nil : "a")
      if history.hasNamespaces, isWhole { try Self.compare(store, history, in: "a") }
    }
  }

  /// Compares the answers at every revision with a naive replay's, in a namespace or in all.
  private static func compare(
    _ store: TestStore,
    _ history: History,
    in namespace: String?
  ) throws {
    let scope = namespace.map { "in namespace \($0) " } ?? ""
    let naive = NaiveReplay(history.drafts, namespace: namespace)
    for number in history.firstRevision...history.lastRevision {
      guard let revision = Revision(String(number)) else { continue }
      let time = "\(scope)at rv \(number)"
      try Check.equal(
        naive.pods(at: revision),
        try store.values(
          "pods \(time)",
          ["namespace", "name", "uid", "phase", "ready", "terminating", "ip"]
        ),
        "pods \(time)"
      )
      try Check.equal(
        naive.services(at: revision),
        try store.values("services \(time)", ["namespace", "name", "uid", "type", "ports"]),
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
      // The evidence of findings names positions of the log, which depend on what came first.
      let searched = Questions.searched.filter { $0 != "findings" }
      let asking = Questions.scoped(Questions.all + some(searched, &random), history, &random)
      for question in asking {
        let query = "\(question) \(time)"
        try Check.equal(try first.knowledge(query), try second.knowledge(query), query)
      }
    }
    for query in ["coverage"] + (history.hasNamespaces ? ["coverage in namespace a"] : []) {
      try Check.equal(try first.knowledge(query), try second.knowledge(query), query)
    }
  }
}
