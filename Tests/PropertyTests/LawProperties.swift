import EventLog
import HindcastTestSupport
import QueryEngine
import Testing
import TopologyModel

/// Snapshot reducibility (tql.md section 1): slicing the answer over a span equals asking at the
/// instant.
@Suite struct LawProperties {
  @Test("slicing an answer over a span is asking at the instant")
  func law() throws {
    try PropertyDriver(count: 12).run { random in
      let history = try HistoryGenerator.history(&random, parts: random.number(1...2))
      let store = try TestStore()
      try store.append(history.inSomeOrder(&random), &random)
      let asking = Questions.all + ["pods listed by s0", "endpoints of s1"]
      for question in Questions.scoped(asking, history, &random) {
        for _ in 0..<3 {
          let stages = SequencedStages.stages(of: question, &random)
          let (from, until) = Self.span(history, &random)
          try Self.check(store, history, "\(question)", stages, from, until, &random)
          try Self.checkEnds(store, history, question, from, until, &random)
        }
      }
    }
  }

  @Test("the law holds for questions whose rows depend on more than what they show")
  func searchedLaw() throws {
    try PropertyDriver(count: 6).run { random in
      let history = try HistoryGenerator.history(&random, parts: random.number(1...2))
      let store = try TestStore()
      try store.append(history.inSomeOrder(&random), &random)
      for question in Questions.scoped(Questions.searched, history, &random) {
        let (from, until) = Self.span(history, &random)
        let stages = SequencedStages.stages(of: question, &random)
        try Self.check(store, history, question, stages, from, until, &random)
        try Self.checkEnds(store, history, question, from, until, &random)
      }
    }
  }

  /// The rows of a span and those of an instant within have the same true ends.
  private static func checkEnds(
    _ store: TestStore,
    _ history: History,
    _ question: String,
    _ from: Instant,
    _ until: Instant,
    _ random: inout SplitMix64
  ) throws {
    let inside = history.instants.filter { $0 >= from && $0 < until }
    guard let instant = random.pick(inside) else { return }
    let asked = "\(question) from \(from) to \(until)"
    let whole = try store.answer(asked).rows.filter { row in
      (row.from.map { $0 <= instant } ?? true) && (row.until.map { instant < $0 } ?? true)
    }
    let single = try store.answer("\(question) at \(instant)").rows
    func texts(_ rows: [ResultRow]) -> [[String]] {
      rows.map { row in
        row.cellTexts + ["\(row.from?.description ?? "-")", "\(row.until?.description ?? "-")"]
      }
    }
    try Check.equal(texts(single), texts(whole), "the ends of \(asked), sliced at \(instant)")
  }

  @Test("the events of a time are those of all events that have it")
  func eventsOfTime() throws {
    try PropertyDriver(count: 12).run { random in
      let history = try HistoryGenerator.history(&random, parts: random.number(1...2))
      let store = try TestStore()
      try store.append(history.inSomeOrder(&random), &random)
      let position = random.number(1...Int(try store.head().position.value))
      for asked in ["events", "events of slice a/*", "events in namespace a"] {
        let known = random.oneIn(2) ? "" : " as known at event \(position)"
        let all = try store.answer("\(asked)\(known)").rows
        for _ in 0..<4 {
          let (from, until) = Self.window(history, &random)
          let query = "\(asked) from \(from) to \(until)\(known)"
          try Check.equal(
            try store.answer(query).rows.map(\.cellTexts),
            all.filter { row in row.from.map { $0 >= from && $0 < until } ?? false }
              .map(\.cellTexts),
            query
          )
        }
      }
    }
  }

  /// A short stretch of a history, mostly, so that it has few of the events.
  private static func window(
    _ history: History,
    _ random: inout SplitMix64
  ) -> (from: Instant, until: Instant) {
    let (from, until) = span(history, &random)
    guard !random.oneIn(3), let short = random.pick(history.instants.filter { $0 > from }) else {
      return (from, until)
    }
    return (from, min(until, short.advanced(byNanoseconds: 1)))
  }

  @Test("the optimizer changes no answer over a span")
  func optimizer() throws {
    try PropertyDriver(count: 4).run { random in
      let history = try HistoryGenerator.history(&random)
      let store = try TestStore()
      try store.append(history.inSomeOrder(&random), &random)
      for question in Questions.scoped(Questions.all, history, &random) {
        let stages = SequencedStages.stages(of: question, &random)
        let (from, until) = Self.span(history, &random)
        for last in ["", " | outages", " | changes", " | share", " | every 10s", " | throughout"] {
          let query = "\(question) from \(from) to \(until)\(stages)\(last)"
          try Check.holds(
            try store.answer(query) == store.answer(query, isOptimized: false),
            "\(query): the answers differ with and without the optimizer"
          )
        }
      }
    }
  }

  private static func span(
    _ history: History,
    _ random: inout SplitMix64
  ) -> (from: Instant, until: Instant) {
    let instants = history.instants
    let first = random.pick(instants) ?? Instant(nanoseconds: 0)
    let second = random.pick(instants) ?? Instant(nanoseconds: 0)
    let shift: Int64 = random.oneIn(3) ? -1 : random.oneIn(8) ? -5_000_000_000 : 0
    let from = min(first, second).advanced(byNanoseconds: shift)
    let later: Int64 = random.oneIn(4) ? 60_000_000_000 : 0
    return (
      from, max(first, second, from.advanced(byNanoseconds: 1)).advanced(byNanoseconds: later)
    )
  }

  private static func check(
    _ store: TestStore,
    _ history: History,
    _ question: String,
    _ stages: String,
    _ from: Instant,
    _ until: Instant,
    _ random: inout SplitMix64
  ) throws {
    let asked = "\(question) from \(from) to \(until)\(stages)"
    let whole = try store.answer(asked)
    var instants = history.instants.flatMap { [$0, $0.advanced(byNanoseconds: -1)] }
    instants =
      [from, until.advanced(byNanoseconds: -1)] + instants.filter { $0 >= from && $0 < until }
    for instant in Set(instants).sorted() where instants.count < 12 || random.oneIn(4) {
      let query = "\(question) at \(instant)\(stages)"
      let single = try store.answer(query)
      let rows = whole.rows.filter { row in
        (row.from.map { $0 <= instant } ?? true) && (row.until.map { instant < $0 } ?? true)
      }
      try Check.equal(single.cellTexts, rows.map(\.cellTexts), "\(asked), sliced at \(instant)")
      let notes = whole.notes.filter { note in
        (note.from.map { $0 <= instant } ?? true) && (note.until.map { instant < $0 } ?? true)
      }
      try Check.equal(
        Set(single.notes.map { $0.code.rawValue }).sorted().joined(separator: "\n"),
        Set(notes.map { $0.code.rawValue }).sorted().joined(separator: "\n"),
        "the notes of \(asked), sliced at \(instant)"
      )
    }
  }
}
