import QueryEngine
import TopologyModel

/// The table of what was watched, and the gaps.
enum CoverageTable {
  static let columns = [
    Column("kind", .text, isKey: true), Column("namespace", .text, isKey: true, hidesEmpty: true),
    Column("state", .text), Column("from", .instant), Column("until", .instant),
    Column("reason", .text), Column("feed", .text, visibility: .wide),
  ]

  /// Asks for it; of one namespace where the scope names one.
  static func make(_ questions: ReportQuestions) throws -> ReportTable {
    let coverage = questions.request.scope.coverage
    let rows = try questions.ask(coverage.question, parameters: coverage.parameters)
    return ReportTable(
      name: "coverage",
      title: "What was watched, and the gaps",
      columns: columns,
      rows: rows.rows.map { row in
        [
          row["kind"], row["namespace"], row["state"],
          row.result.from.map { .instant($0) } ?? .null,
          row.result.until.map { .instant($0) } ?? .null, row["reason"], row["feed"],
        ]
      },
      emptyText: "Nothing was watched."
    )
  }

  /// How much of the span was observed, and how much of that is not settled, in words.
  static func text(_ gaps: Stretches, provisional: Stretches, _ request: ReportRequest) -> String {
    observation(gaps, request) + settlement(provisional, request)
  }

  private static func observation(_ gaps: Stretches, _ request: ReportRequest) -> String {
    let unobserved = gaps.length
    if unobserved == 0 { return "All of the span was observed." }
    let span = request.span
    let share = ReportText.share(span.length - unobserved, of: span.length)
    let count = gaps.all.count == 1 ? "1 gap" : "\(gaps.all.count) gaps"
    return "\(ReportText.percent(share)) of the span was observed; \(count), "
      + "\(ReportText.duration(unobserved)) in all. "
      + omission(request.name)
  }

  private static func settlement(_ provisional: Stretches, _ request: ReportRequest) -> String {
    guard let first = provisional.all.first, let last = provisional.all.last else { return "" }
    let end = last.until == request.to ? "the end" : last.until.description
    return
      " \(ReportText.duration(provisional.length)) of the span, from \(first.from) to \(end), is "
      + "provisional: not every kind had told all of that time."
  }

  /// What unobserved time does not count as.
  private static func omission(_ report: ReportName) -> String {
    switch report {
    case .availability: "Unobserved time counts neither as available nor as an outage."
    case .membership, .changes, .findings: "Durations count observed time only."
    }
  }
}
