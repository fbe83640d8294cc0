import Diagnostics
import EventLog
import QueryEngine
import QuerySyntax
import TopologyModel

/// Answers a query in every way in which it can be answered, and holds the answers to be the same.
final class QueryEvaluator {
  private let incremental: TestStore
  private let rebuilt: TestStore
  private let reopened: TestStore
  /// The same history and an hour more of it.
  private let later: TestStore
  private let head: LogPosition
  /// What the store's queries have in common, as in a server.
  private let cache = PlanCache(timelineAsksMin: 0)

  /// Prepares the copies of a store that the evaluations need.
  init(_ store: TestStore, world: ScriptWorld) throws {
    incremental = store
    head = try store.head().position
    reopened = try store.copy()
    rebuilt = try store.copy()
    try rebuilt.rebuild()
    let first = try store.dump()
    let second = try rebuilt.dump()
    guard first == second else {
      throw ScriptError(
        "the rebuilt projections differ from the incremental ones\n"
          + UnifiedDiff.text(expected: first, actual: second)
      )
    }
    later = try store.copy()
    if let latest = world.latest {
      try later.append(
        try world.laterEvents(),
        recordedAt: latest.advanced(byNanoseconds: 3_600_000_000_000)
      )
    }
  }

  /// The output of a query; throws where its outcome is not the declared one, or where two
  /// evaluations do not agree.
  func output(of directive: QueryDirective) throws -> String {
    let source = SourceText(name: "query", text: directive.text)
    let outcome = try incremental.run(source, context: directive.context)
    switch outcome {
    case .refused(let diagnostics):
      let text = DiagnosticRenderer().render(diagnostics, in: source)
      guard directive.mustFail else { throw ScriptError("the query was refused\n\(text)") }
      try compareRefusals(text, source, directive)
      return text
    case .answered(let answer):
      let text = Self.text(of: answer, directive.format, width: directive.width)
      guard !directive.mustFail else {
        throw ScriptError("the query was answered, and must be refused\n\(text)")
      }
      let codes = answer.notes.map { $0.code.rawValue }
      if let missing = directive.notes.first(where: { !codes.contains($0) }) {
        throw ScriptError("the answer has no note `\(missing)`\n\(text)")
      }
      try compareAnswers(answer, source, directive)
      return text
    }
  }

  // MARK: Evaluations

  private struct Evaluation {
    var name: String
    var store: TestStore
    var source: SourceText
    var context: QueryContext
    var cache: PlanCache?

    func run() throws -> QueryRunner.Outcome {
      try store.run(source, context: context, cache: cache)
    }
  }

  private func evaluations(
    _ source: SourceText,
    _ context: QueryContext
  ) -> [Evaluation] {
    var plain = context
    plain.isOptimized = false
    // A plan is told as it is, and is another one without the optimizer.
    let isExplained =
      if case .explain? = Parser.parse(source).query?.statement { true } else { false }
    let unoptimized = Evaluation(
      name: "without the optimizer",
      store: incremental,
      source: source,
      context: plain
    )
    return [
      Evaluation(
        name: "after a rebuild",
        store: rebuilt,
        source: source,
        context: context
      ),
      Evaluation(
        name: "after closing and reopening",
        store: reopened,
        source: source,
        context: context
      ),
      Evaluation(
        name: "with a plan that is kept",
        store: incremental,
        source: source,
        context: context,
        cache: cache
      ),
      Evaluation(
        name: "with a plan that was kept",
        store: incremental,
        source: source,
        context: context,
        cache: cache
      ),
    ] + (isExplained ? [] : [unoptimized])
  }

  private func compareRefusals(
    _ expected: String,
    _ source: SourceText,
    _ directive: QueryDirective
  ) throws {
    for evaluation in evaluations(source, directive.context) {
      let outcome = try evaluation.store.run(source, context: evaluation.context)
      guard case .refused(let diagnostics) = outcome else {
        throw ScriptError("\(evaluation.name) the query is answered, and refused before")
      }
      let text = DiagnosticRenderer().render(diagnostics, in: source)
      guard text == expected else {
        throw ScriptError(
          "\(evaluation.name) the refusal differs\n"
            + UnifiedDiff.text(expected: expected, actual: text)
        )
      }
    }
  }

  private func compareAnswers(
    _ answer: Answer,
    _ source: SourceText,
    _ directive: QueryDirective
  ) throws {
    var all = evaluations(source, directive.context)
    if let query = Parser.parse(source).query {
      let printed = SourceText(
        name: "query",
        text: QueryPrinter.text(of: query, layout: .oneLine)
      )
      all.append(
        Evaluation(
          name: "from the printed tree",
          store: incremental,
          source: printed,
          context: directive.context
        )
      )
      if let explicit = query.asKnown(at: head, now: directive.context.now) {
        let text = SourceText(
          name: "query",
          text: QueryPrinter.text(of: explicit, layout: .oneLine)
        )
        all.append(
          Evaluation(
            name: "with `as known at event \(head)`",
            store: incremental,
            source: text,
            context: directive.context
          )
        )
        all.append(
          Evaluation(
            name: "with `as known at event \(head)` after later events",
            store: later,
            source: text,
            context: directive.context
          )
        )
      }
    }
    let expected = Self.comparable(answer)
    for evaluation in all {
      let outcome = try evaluation.run()
      guard case .answered(let other) = outcome else {
        var text = ""
        if case .refused(let diagnostics) = outcome {
          text = DiagnosticRenderer().render(diagnostics, in: evaluation.source)
        }
        throw ScriptError("\(evaluation.name) the query is refused\n\(text)")
      }
      let text = Self.comparable(other)
      guard text == expected else {
        throw ScriptError(
          "\(evaluation.name) the answer differs\n"
            + UnifiedDiff.text(expected: expected, actual: text)
        )
      }
    }
  }

  // MARK: Texts

  /// An answer without what depends on the wording of its query.
  private static func comparable(_ answer: Answer) -> String {
    var answer = answer
    answer.query = ""
    answer.knownAt = nil
    for index in answer.notes.indices { answer.notes[index].span = nil }
    return TableFormat(isWide: true).text(answer) + JSONLayout.text(JSONFormat().text(answer))
  }

  private static func text(
    of answer: Answer,
    _ format: AnswerFormat,
    width: Int?
  ) -> String {
    if width != nil || format == .timeline {
      // Shorter times would change what fits.
      return withoutHashes(format.text(answer, display: DisplayOptions(width: width)))
    }
    switch format {
    case .table, .wide:
      let text = TableFormat(isWide: format == .wide, showsBasis: false).text(answer)
      return TableText.shortened(text, rowCount: answer.rows.count)
    case .json:
      return JSONLayout.text(ScriptTime.shortened(withoutHashes(JSONFormat().text(answer))))
    case .vertical, .timeline, .ndjson, .csv, .markdown, .yaml:
      let text = format.text(answer) + (format.remarks(answer) ?? "")
      return ScriptTime.shortened(withoutHashes(text.replacing("\r\n", with: "\n")))
    }
  }

  /// Hashes change with what is kept of an event, and not with what it means.
  private static func withoutHashes(_ text: String) -> String {
    text.replacing(/"hash":"[0-9a-f]*"/) { _ in #""hash":"…""# }
      .replacing(/hash: '?[0-9a-f]+'?/) { _ in "hash: …" }
      .replacing(/(basis\s+\d+):[0-9a-f]+/) { "\($0.1):…" }
  }
}
