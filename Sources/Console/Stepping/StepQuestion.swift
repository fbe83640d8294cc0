import Diagnostics
import QueryEngine
import QuerySyntax
import TopologyModel

/// The question whose changes `\step` goes along: that of the last query, at any time.
struct StepQuestion {
  /// Why a query has no changes to go along.
  enum Fault: Hashable {
    /// It is about the log, or about differences.
    case notAboutState
    /// It has a stage that needs a span.
    case spanStage(String)
  }

  private let query: Query
  private let statement: QuestionStatement

  /// Reads a query's text, which is a query's canonical one.
  static func reading(_ text: String) -> Result<StepQuestion, StepFault> {
    guard let query = Parser.parse(SourceText(name: "query", text: text)).query,
      case .question(let statement) = query.statement, statement.question.isAboutState
    else { return .failure(StepFault(fault: .notAboutState)) }
    if let stage = statement.stages.first(where: { $0.phase == .span }) {
      return .failure(StepFault(fault: .spanStage(stage.keyword)))
    }
    var question = statement
    if case .atEvent(let event) = statement.time?.form {
      // `at event N` is short for `at V as known at event N`.
      question.knownAt = statement.knownAt ?? KnownAtClause(.event(event))
    }
    return .success(StepQuestion(query: query, statement: question))
  }

  /// The cluster that the query names; nil where it names none.
  var cluster: String? {
    guard case .name(_, let name, _) = statement.scope?.cluster?.form else { return nil }
    return name
  }

  /// The query without a time, for where the session looks from.
  var withoutTime: String { text(time: nil, stages: statement.stages) }

  /// The query at an instant.
  func at(_ instant: Instant) -> String {
    text(time: TimeClause(.at(Self.expression(instant))), stages: statement.stages)
  }

  /// The query over a span, without what acts on the finished table.
  func over(from: Instant, until: Instant) -> String {
    text(
      time: TimeClause(.span(from: Self.expression(from), to: Self.expression(until))),
      stages: sequencedStages
    )
  }

  /// What differs between two instants.
  func difference(from: Instant, to: Instant) -> String {
    var query = query
    query.statement = .diff(
      DiffStatement(
        question: statement.question,
        scope: statement.scope,
        stages: sequencedStages,
        form: .instants(
          from: Self.expression(from),
          to: Self.expression(to),
          knownAt: statement.knownAt
        )
      )
    )
    return QueryPrinter.text(of: query, layout: .oneLine)
  }

  private var sequencedStages: [Stage] {
    Array(statement.stages.prefix { $0.phase == .sequenced && !PartialRows.leavesOut($0) })
  }

  private func text(time: TimeClause?, stages: [Stage]) -> String {
    var (query, statement) = (query, statement)
    statement.time = time
    statement.stages = stages
    query.statement = .question(statement)
    return QueryPrinter.text(of: query, layout: .oneLine)
  }

  private static func expression(_ instant: Instant) -> InstantExpression {
    InstantExpression(.absolute(nanoseconds: instant.nanoseconds))
  }
}

/// A query has no changes to go along.
struct StepFault: Error {
  let fault: StepQuestion.Fault
}
