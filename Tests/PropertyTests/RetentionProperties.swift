import EventLog
import HindcastTestSupport
import Projections
import QueryEngine
import Testing
import TopologyModel

/// What a retention must keep: every answer at its horizon and later.
@Suite struct RetentionProperties {
  @Test("answers at the horizon and later are the same before and after a retention")
  func answers() throws {
    try PropertyDriver(count: 16).run { random in
      let history = try HistoryGenerator.history(&random, parts: random.number(1...2))
      let whole = try TestStore()
      try whole.append(history.inSomeOrder(&random), &random)
      let store = try whole.copy()
      guard let horizon = try Self.retain(store, history, &random) else { return }
      try Self.compare(whole, store, history, from: horizon, &random)
      try Self.checkIsSound(store)
    }
  }

  @Test("what comes after a retention is told as if nothing was gone")
  func laterEvents() throws {
    try PropertyDriver(count: 12).run { random in
      let history = try HistoryGenerator.history(&random, parts: 2)
      let whole = try TestStore()
      let store = try TestStore()
      let (first, second) = (history.drafts(ofPart: 0), history.drafts(ofPart: 1))
      for each in [whole, store] { try each.append(first, &random) }
      let early = first.map(\.observedAt)
      try Self.seal(store, &random)
      guard let horizon = random.pick(early),
        try store.retain(RetentionRequest(.before(horizon), cluster: nil)) != nil
      else { return }
      for each in [whole, store] { try each.append(second, &random) }
      try Self.seal(store, &random)
      try Self.compare(whole, store, history, from: horizon, &random)
      try Self.checkIsSound(store)
      // What is told again is not stored again, whether it was forgotten or not; but for what one watch
      // told before the horizon, and another one, of which nothing was stored, behind it: that changes
      // no answer.
      let head = try store.head().position
      try store.append(history.drafts, &random)
      if history.isToldTwice {
        try Self.compare(whole, store, history, from: horizon, &random)
        try Self.checkIsSound(store)
      } else {
        try Check.holds(try store.head().position == head, "forgotten events came back")
      }
    }
  }

  @Test("retention after retention leaves what one of the last horizon leaves")
  func again() throws {
    try PropertyDriver(count: 12).run { random in
      let history = try HistoryGenerator.history(&random, parts: random.number(1...2))
      let whole = try TestStore()
      try whole.append(history.inSomeOrder(&random), &random)
      let store = try whole.copy()
      var last: Instant?
      for _ in 0..<3 {
        if let horizon = try Self.retain(store, history, &random, after: last) { last = horizon }
      }
      guard let last else { return }
      try Self.compare(whole, store, history, from: last, &random)
      try Self.checkIsSound(store)
      let once = try whole.copy()
      _ = try once.retain(RetentionRequest(.before(last), cluster: nil))
      try Self.compare(once, store, history, from: last, &random)
    }
  }

  @Test("an answer behind the horizon says so, and has no rows")
  func behind() throws {
    try PropertyDriver(count: 8).run { random in
      let history = try HistoryGenerator.history(&random)
      let store = try TestStore()
      try store.append(history.drafts, &random)
      guard let horizon = try Self.retain(store, history, &random) else { return }
      for question in Questions.all {
        let instant = horizon.advanced(byNanoseconds: -1)
        let single = try store.answer("\(question) at \(instant)")
        try Check.holds(
          single.rows.isEmpty && single.notes.contains { $0.code == .forgotten },
          "\(question) at \(instant): \(single.rows.count) rows, notes \(single.notes)"
        )
        let span = try store.answer(
          "\(question) from \(instant) to \(history.instants.last ?? horizon)"
        )
        try Check.holds(
          span.notes.contains { $0.code == .forgotten }
            && span.rows.allSatisfy { $0.from.map { $0 >= horizon } ?? false },
          "\(question) from \(instant)"
        )
      }
    }
  }

  /// How far back questions look: as long as findings wait.
  private static let memoryMax: Int64 = 30_000_000_000

  // MARK: Helpers

  /// Retains at some instant of a history; returns the horizon, or nil where nothing was forgotten.
  private static func retain(
    _ store: TestStore,
    _ history: History,
    _ random: inout SplitMix64,
    after: Instant? = nil
  ) throws -> Instant? {
    let instants = history.instants.filter { instant in after.map { instant > $0 } ?? true }
    guard let picked = random.pick(instants) else { return nil }
    let instant = picked.advanced(byNanoseconds: random.oneIn(3) ? 1 : 0)
    try seal(store, &random)
    return try store.retain(RetentionRequest(.before(instant), cluster: nil))?.clusters.first?
      .before
  }

  /// Seals every other store, in parts of some events.
  private static func seal(_ store: TestStore, _ random: inout SplitMix64) throws {
    guard random.oneIn(2) else { return }
    _ = try store.log.seal(isWhole: true, partEventsMax: random.number(2...40))
  }

  private static func checkIsSound(_ store: TestStore) throws {
    let incremental = try store.dump()
    try store.rebuild()
    try Check.equal(incremental, try store.dump(), "the rebuilt projections differ")
    let verification = try store.log.read { try $0.verify() }
    try Check.holds(
      verification.isSound,
      "the store is damaged: \(verification.damages.map(\.finding))"
    )
  }

  /// Compares the answers of two stores at instants from a horizon on.
  private static func compare(
    _ whole: TestStore,
    _ store: TestStore,
    _ history: History,
    from horizon: Instant,
    _ random: inout SplitMix64
  ) throws {
    var instants = Questions.instants(of: history, count: 6, &random).filter { $0 >= horizon }
    instants.append(horizon)
    let questions = Questions.scoped(Questions.aboutState, history, &random)
    for question in questions {
      // Findings wait, and what drains is looked back at: both reach behind the horizon for a while,
      // and say so.
      let looksBack = question.contains("findings") || question.contains("within")
      for instant in instants {
        let query = "\(question) at \(instant)"
        let answer = try store.answer(query)
        if looksBack, answer.notes.contains(where: { $0.code == .forgotten }) { continue }
        // What begins while a question looks back behind the horizon may have begun before.
        let memory = looksBack ? Self.memoryMax : 0
        try Check.equal(
          text(try whole.answer(query), horizon, memory: memory),
          text(answer, horizon, memory: memory),
          "\(query), forgotten before \(horizon)"
        )
      }
      if looksBack { continue }
      guard let last = instants.max(), last > horizon else { continue }
      for stages in ["", " | changes", " | share", " | outages"] {
        let query = "\(question) from \(horizon) to \(last)\(stages)"
        try Check.equal(
          text(try whole.answer(query), horizon),
          text(try store.answer(query), horizon),
          "\(query), forgotten before \(horizon)"
        )
      }
    }
  }

  /// The rows and the notes' codes, sorted; of what began before the horizon it is not told when, nor
  /// by which event.
  ///
  /// Whether a row is carried forward must stay, but for what it was carried through before the
  /// horizon. What rests on the base may be inferred where it was observed.
  private static func text(_ answer: Answer, _ horizon: Instant, memory: Int64 = 0) -> String {
    let known = horizon.advanced(byNanoseconds: memory)
    let rows = answer.rows.map { row in
      let isOlder = row.from.map { $0 <= known } ?? true
      let cells = row.values.map { value in
        if case .instant(let instant) = value, instant <= horizon { return "-" }
        // Evidence names the event that is left, and its revision.
        return "\(value)".replacing(/, rv \d+, event \d+\)/) { _ in ")" }
      }
      let from = isOlder ? "-" : row.from?.description ?? "-"
      let isCarried = row.certainty == .carried && !isOlder
      return (cells + [from, row.until?.description ?? "-", "\(isCarried)"]).joined(
        separator: " | "
      )
    }
    let notes = Set(answer.notes.map { $0.code.rawValue })
    return (rows.sorted() + notes.sorted()).joined(separator: "\n")
  }
}
