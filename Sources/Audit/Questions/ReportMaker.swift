public import Diagnostics
public import QueryEngine
import TopologyModel

/// Makes reports: asks their queries and puts the answers together.
public struct ReportMaker {
  /// The most rows that a query of a report has before it is cut, with a note.
  public static let rowsMax = 10_000_000

  private let toolVersion: String
  private let ask: (SourceText, QueryContext) throws -> QueryRunner.Outcome

  /// Creates a maker; `ask` answers queries on one moment of a store.
  public init(
    toolVersion: String,
    ask: @escaping (SourceText, QueryContext) throws -> QueryRunner.Outcome
  ) {
    self.toolVersion = toolVersion
    self.ask = ask
  }

  /// Whether a note says what tables and charts do not: gaps and outages stand there.
  private static func isTold(_ note: Note) -> Bool {
    if note.code == .notForwarded { return false }
    return note.code != .notObserved || (note.from == nil && note.until == nil)
  }

  /// Makes a report.
  ///
  /// The context has what the request says of versions, zones, lag, and exclusions. Throws
  /// `ReportError.refused` for a request that no query can be made of, and what the reads throw.
  public func make(_ request: ReportRequest, context: QueryContext) throws -> Report {
    var context = context
    context.rowsMax = Self.rowsMax
    context.cluster = request.cluster
    let questions = ReportQuestions(request, context: context, ask: ask)
    let content: ReportContent
    switch request.name {
    case .availability: content = try AvailabilityReport(questions).content()
    case .membership: content = try MembershipReport(questions).content()
    case .changes: content = try ChangesReport(questions).content()
    case .findings: content = try FindingsReport(questions).content()
    }
    let gaps = questions.gaps
    let coverage = try CoverageTable.make(questions)
    var stated = request
    stated.cluster = questions.cluster
    return Report(
      statement: ReportStatement(
        request: stated,
        hash: questions.hash,
        toolVersion: toolVersion
      ),
      facts: content.facts,
      sections: content.sections,
      coverage: coverage,
      coverageText: CoverageTable.text(gaps, provisional: questions.provisional, request),
      gaps: gaps,
      notes: questions.notes.filter { Self.isTold($0) },
      remarks: content.remarks,
      queries: questions.queries
    )
  }
}
