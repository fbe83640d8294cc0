import HindcastTestSupport
import QueryEngine
import Testing
import TopologyModel

/// Who may ask about some namespaces is told of each what everybody is.
@Suite struct AccessProperties {
  /// Questions that read nothing but what a namespace has: to who sees no Nodes, they were never watched.
  private static let questions = [
    "pods in namespace a", "services in namespace a", "slices in namespace a",
    "endpoints in namespace a", "pods serving a/*", "pods serving s1 on port http",
    "pods listed by s0", "pods selected by a/*", "slices of a/*", "endpoints of s0",
    "services served by p0",
    "services selecting p1", "dns s0.a.svc.cluster.local", "show pod p0", "show service s0",
    "pods serving s0 including draining within 3s", "history of pod p0",
    "history of slice a/*", "events of pod a/*",
  ]

  @Test("who may see one namespace is told of it what everybody is")
  func oneNamespace() throws {
    var count = 0
    try PropertyDriver(count: 12).run { random in
      let history = try HistoryGenerator.history(&random, parts: random.number(1...2))
      guard history.hasNamespaces else { return }
      let store = try TestStore()
      try store.append(history.inSomeOrder(&random), &random)
      let position = random.number(1...Int(try store.head().position.value))
      let cache = PlanCache(timelineAsksMin: 0)
      for question in Self.questions {
        for _ in 0..<3 {
          let query = question + Self.time(of: question, history, &random)
          let known = random.oneIn(4) ? " as known at event \(position)" : ""
          try Self.check(query + known, store, cache)
          count += 1
        }
      }
    }
    #expect(count > 100)
  }

  private static func check(_ query: String, _ store: TestStore, _ cache: PlanCache) throws {
    let all = try store.answer(query, cache: cache)
    for namespaces: Set<String> in [["a"], ["a", "c"]] {
      let restriction = AccessRestriction(namespaces: namespaces)
      let own = try store.answer(query, cache: cache, restriction: restriction)
      let what = "\(query), for who sees \(namespaces.sorted())"
      try Check.equal(rowsText(all), rowsText(own), what)
      try Check.holds(all.rows == own.rows, "\(what): rows differ beyond their text")
      try Check.equal(notesText(all), notesText(own), "\(what): the notes")
    }
  }

  private static func rowsText(_ answer: Answer) -> String {
    var answer = answer
    answer.notes = []
    return TableFormat(isWide: true).text(answer)
  }

  /// The sorts of notes, but for those that are there for what they suggest, which is of what may be seen.
  ///
  /// Which words tell what was not observed follows from what else was, which who asks may not see.
  private static func notesText(_ answer: Answer) -> String {
    let suggesting: Set<NoteCode> = [.unknownObject, .unknownService, .unknownNamespace]
    let codes = Set(answer.notes.map(\.code)).subtracting(suggesting)
    return codes.map(\.rawValue).sorted().joined(separator: "\n")
  }

  /// An instant, a revision, or a span, as a clause behind a question.
  private static func time(
    of question: String,
    _ history: History,
    _ random: inout SplitMix64
  ) -> String {
    let instants = Questions.instants(of: history, count: 2, &random)
    guard let first = instants.first, let last = instants.last else { return "" }
    let span = " from \(first) to \(max(last, first.advanced(byNanoseconds: 1)))"
    if Questions.log.contains(question) {
      return random.oneIn(2) ? "" : span
    }
    switch random.number(0...2) {
    case 0: return " at \(first)"
    case 1: return " at rv \(random.number(history.firstRevision...history.lastRevision))"
    default: return span
    }
  }
}
