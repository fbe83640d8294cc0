public import Diagnostics
public import Projections
import QuerySyntax
public import TopologyModel

/// Answers queries: text, syntax, bound query, logical plan, physical plan, rows.
public struct QueryRunner {
  /// As of which knowledge a query reads.
  public enum Knowledge: Hashable, Sendable {
    /// All that the log holds.
    case latest
    /// What it held at a position.
    case event(LogPosition)
    /// What it held when an instant had been recorded.
    case recorded(by: Instant)
  }

  /// What became of a query.
  public enum Outcome {
    /// It was answered.
    case answered(Answer)
    /// It was refused; the diagnostics say why.
    case refused([Diagnostic])
  }

  private let cache: PlanCache?
  private let stopwatch: Stopwatch?
  private let makeReads: (Knowledge) throws -> any TopologyReads

  /// Creates a runner; `makeReads` opens the reads that a query needs.
  ///
  /// A `cache` keeps plans from one query to the next. The `stopwatch` tells how long things take in
  /// `explain analyze`; without one no times are told. `isCancelled` is asked before every read; once
  /// it says so, running throws `QueryCancelled`. `noteHeld` is told about how many more bytes a question
  /// holds, or fewer; those of its rows, whoever has the answer holds on.
  public init(
    cache: PlanCache? = nil,
    stopwatch: Stopwatch? = nil,
    isCancelled: (() -> Bool)? = nil,
    noteHeld: ((Int) -> Void)? = nil,
    makeReads: @escaping (Knowledge) throws -> any TopologyReads
  ) {
    self.cache = cache
    self.stopwatch = stopwatch
    self.makeReads =
      isCancelled.map { isCancelled in
        { knowledge in
          MeteredReads(
            try makeReads(knowledge),
            meter: ExecutionMeter(
              stopwatch: nil,
              isCancelled: isCancelled,
              noteHeld: noteHeld
            )
          )
        }
      } ?? makeReads
  }

  /// Answers a query.
  ///
  /// Throws what the reads throw; a query that is wrong is refused instead.
  public func run(_ source: SourceText, context: QueryContext) throws -> Outcome {
    do {
      return .answered(try answer(source, context))
    } catch let refusal as BindingRefusal {
      return .refused(refusal.diagnostics)
    }
  }

  /// A text whose tree is known.
  public struct KnownText {
    fileprivate let parsed: PlanCache.ParsedQuery
  }

  /// The text of a query that was asked before, if with other instants in it, and had no errors.
  ///
  /// Nil for others; nothing is read.
  public func known(_ source: SourceText) -> KnownText? {
    cache?.query(source).map { KnownText(parsed: $0) }
  }

  /// Whether `kept` is worth trying; nothing is read.
  public func mayBeKept(_ text: KnownText, context: QueryContext) -> Bool {
    guard context.restriction == .none, case .question(let statement) = text.parsed.query.statement
    else { return false }
    // Plans that depend on `now` are not kept.
    func isAbsolute(_ instant: InstantExpression) -> Bool {
      if case .absolute = instant.form { true } else { false }
    }
    switch (statement.question.form, statement.time?.form) {
    case (.podsServing, .at(let instant)), (.owners, .at(let instant)): return isAbsolute(instant)
    case (.podsServing, .span(let from, let to)): return isAbsolute(from) && isAbsolute(to)
    default: return false
    }
  }

  /// So many rows are worked on at most where nothing may take long (docs/reference/limits.md).
  public static let keptRowsMax = 100

  /// Answers a query for which all is kept in memory that it takes: tree, plan, and what a Service's or an
  /// address's history tells of an instant; nil for others, which `run` answers.
  ///
  /// It has `rowsMax` rows at most, before any stage. Little is read, and nothing computed for long. Throws
  /// what the reads throw.
  public func kept(
    _ text: KnownText,
    context: QueryContext,
    rowsMax: Int = keptRowsMax
  ) throws -> Answer? {
    guard let cache else { return nil }
    do {
      let (query, preparation) = try preparation(text.parsed, context)
      guard case .question(let statement) = query.statement else { return nil }
      let answer = try preparation.known(statement)?.executor(context).kept(rowsMax: rowsMax)
      if answer != nil { cache.noteFound() }
      return answer
    } catch is BindingRefusal {
      return nil
    }
  }

  /// Whether a query is about all events of the log, so that `stream` may be worth its pass over them;
  /// nothing is read.
  public func readsWholeLog(_ source: SourceText) -> Bool {
    guard case .question(let statement)? = try? parsed(source).query.statement,
      case .events(nil) = statement.question.form
    else { return false }
    return true
  }

  /// Answers a query with its rows one by one; nil for queries whose rows have to be gathered, and for
  /// those that are wrong: `run` answers them.
  ///
  /// Throws what the reads throw.
  public func stream(_ source: SourceText, context: QueryContext) throws -> AnswerStream? {
    do {
      let (query, preparation) = try preparation(try parsed(source), context)
      guard case .question(let statement) = query.statement else { return nil }
      return try preparation.prepare(statement).executor(context).stream()
    } catch is BindingRefusal {
      return nil
    }
  }

  /// What makes the query the same question as others; nil where it has errors, which `run` tells.
  ///
  /// Nothing is read.
  public func identity(_ source: SourceText, context: QueryContext) -> QueryIdentity? {
    (try? parsed(source)).flatMap { identity(KnownText(parsed: $0), context: context) }
  }

  /// The same of a text whose tree is known.
  public func identity(_ text: KnownText, context: QueryContext) -> QueryIdentity? {
    let parsed = text.parsed
    guard let (query, preparation) = try? preparation(parsed, context) else { return nil }
    guard parsed.query.header == QueryHeader() else {
      return QueryIdentity(query, text: preparation.text)
    }
    return QueryIdentity(text: preparation.text, lifetime: parsed.lifetime)
  }

  /// Binds and plans a query and runs nothing; returns the plans in order, two for a `diff`.
  ///
  /// Throws what the reads throw. A query that is wrong has no plan.
  public func plans(_ source: SourceText, context: QueryContext) throws -> [PhysicalPlan] {
    do {
      let parsed = try parsed(source)
      let (query, preparation) = try preparation(parsed, context)
      switch query.statement {
      case .question(let statement): return [try preparation.prepare(statement).plan]
      case .diff(let statement):
        let diff = try preparation.prepare(statement)
        return [diff.before.plan, diff.after.plan]
      case .explain: return []
      }
    } catch is BindingRefusal {
      return []
    }
  }

  private func answer(_ source: SourceText, _ context: QueryContext) throws -> Answer {
    let parsed = try parsed(source)
    do {
      let (query, preparation) = try preparation(parsed, context)
      return try answer(query, preparation, context)
    } catch is BindingRefusal {
      // What is wrong is told of the text as it was typed.
      let parameters = QueryParameters(parsed.query, context)
      guard parameters.diagnostics.isEmpty else { throw BindingRefusal(parameters.diagnostics) }
      return try answer(
        parsed.query,
        preparation(text: parsed.text, stem: nil, parameters, context),
        context
      )
    }
  }

  private func answer(
    _ query: Query,
    _ preparation: QueryPreparation,
    _ context: QueryContext
  ) throws -> Answer {
    switch query.statement {
    case .question(let statement):
      return try preparation.prepare(statement).answer(context)
    case .diff(let statement):
      return try preparation.prepare(statement).answer(context)
    case .explain(let explain):
      let prepared: ExplainedStatement
      switch explain.statement {
      case .diff(let statement): prepared = .diff(try preparation.prepare(statement))
      case .question(let statement): prepared = .question(try preparation.prepare(statement))
      case .explain: preconditionFailure("the parser allows `explain` once")
      }
      let explanation = Explanation(statement: prepared, context: context)
      return try explain.isAnalyze ? explanation.analyzed(stopwatch) : explanation.planned()
    }
  }

  /// The query in its canonical text, which the answer names and the spans of its notes are of, and
  /// what prepares it.
  private func preparation(
    _ parsed: PlanCache.ParsedQuery,
    _ context: QueryContext
  ) throws -> (Query, QueryPreparation) {
    let parameters = QueryParameters(parsed.query, context)
    guard parameters.diagnostics.isEmpty else { throw BindingRefusal(parameters.diagnostics) }
    let hasHeader = parsed.query.header != QueryHeader()
    guard hasHeader || !parsed.query.letLines.isEmpty else {
      let preparation = preparation(text: parsed.text, stem: parsed.stem, parameters, context)
      return (parsed.canonical, preparation)
    }
    var (query, text) = (parsed.canonical, parsed.text)
    if hasHeader {
      text = QueryPrinter.text(of: parameters.standalone(parsed.query), layout: .oneLine)
      query = Self.reparsed(text) ?? parsed.canonical
    }
    let standalone = QueryParameters(query, context, isStandalone: true)
    let stem = hasHeader ? nil : parsed.stem
    return (query, preparation(text: text, stem: stem, standalone, context))
  }

  private func preparation(
    text: String,
    stem: String?,
    _ parameters: QueryParameters,
    _ context: QueryContext
  ) -> QueryPreparation {
    QueryPreparation(
      text: text,
      stem: stem,
      parameters: parameters,
      context: context,
      cache: cache
    ) { try makeReads($0).restricted(to: context.restriction) }
  }

  private func parsed(_ source: SourceText) throws -> PlanCache.ParsedQuery {
    if let known = cache?.query(source) { return known }
    let parsed = Parser.parse(source)
    guard let query = parsed.query else { throw BindingRefusal(parsed.diagnostics) }
    let text = QueryPrinter.text(of: query, layout: .oneLine)
    let canonical = Self.reparsed(text) ?? query
    let entry = PlanCache.ParsedQuery(
      query: query,
      text: text,
      canonical: canonical,
      lifetime: QueryIdentity(canonical, text: text).lifetime
    )
    return cache?.insert(entry, for: source) ?? entry
  }

  private static func reparsed(_ text: String) -> Query? {
    Parser.parse(SourceText(name: "query", text: text)).query
  }
}
