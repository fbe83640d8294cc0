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
    let scope = questions.request.scope
    let rows =
      scope.isOneNamespace
      ? try questions.ask(
        "coverage in namespace $namespace",
        parameters: [("namespace", "namespace", scope.namespace)]
      )
      : try questions.ask("coverage", parameters: [])
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

  /// How much of the span was observed, in words.
  static func text(_ gaps: Stretches, _ span: Stretch) -> String {
    let unobserved = gaps.length
    if unobserved == 0 { return "All of the span was observed." }
    let share = ReportText.share(span.length - unobserved, of: span.length)
    let count = gaps.all.count == 1 ? "1 gap" : "\(gaps.all.count) gaps"
    return "\(ReportText.percent(share)) of the span was observed; \(count), "
      + "\(ReportText.duration(unobserved)) in all. "
      + "Unobserved time counts neither as available nor as an outage."
  }
}
