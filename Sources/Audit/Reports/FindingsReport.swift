import QueryEngine
import TopologyModel

/// What the audit rules found over a span, when it was opened and when resolved.
struct FindingsReport {
  /// A finding with the stretch over which it held, whatever its wording.
  struct Held {
    var row: ReportRows.Row
    var last: ReportRows.Row
    var from: Instant?
    var until: Instant?
    var certainty: Certainty
  }

  static let columns =
    [
      Column("rule", .text, isKey: true), Column("severity", .text),
      Column("kind", .text, isKey: true), Column("namespace", .text, isKey: true),
      Column("name", .text, isKey: true), Column("uid", .text, visibility: .wide),
      Column("message", .text), Column("state", .text), Column("opened", .instant),
      Column("resolved", .instant),
    ] + ObservedTime.columns + [
      Column("evidence", .texts, visibility: .wide),
      Column("certainty", .text, visibility: .wide), Column("event", .integer),
    ]

  private let questions: ReportQuestions
  private var span: Stretch { questions.request.span }

  init(_ questions: ReportQuestions) {
    self.questions = questions
  }

  func content() throws -> ReportContent {
    let scope = questions.request.scope
    let rows =
      scope.hasAllServices
      ? try questions.ask(
        "findings in namespace $namespace",
        parameters: [("namespace", "namespace", scope.namespace)],
        countsCoverage: true
      )
      : try questions.ask(
        "findings of service $service",
        parameters: [("service", "service", scope.pattern)],
        countsCoverage: true
      )
    let held = Self.held(rows.rows)
    let gaps = questions.gaps
    let rowCells = held.map { cells($0, gaps) }
    let rules = ruleTable(held)
    let open = held.filter { ($0.until ?? span.until) >= span.until }.count
    let opened = held.filter { ($0.from ?? span.from) >= span.from }.count
    var facts = [
      Report.Fact(name: "Findings", value: ReportText.grouped(held.count)),
      Report.Fact(name: "Open at the end", value: ReportText.grouped(open)),
      Report.Fact(name: "Opened in the span", value: ReportText.grouped(opened)),
      Report.Fact(name: "Resolved in the span", value: ReportText.grouped(held.count - open)),
    ]
    for (severity, name) in [("error", "Errors"), ("warning", "Warnings")] {
      let count = held.filter { $0.row.text("severity") == severity }.count
      facts.append(Report.Fact(name: name, value: ReportText.grouped(count)))
    }
    return ReportContent(
      facts: facts,
      sections: [
        ReportSection(
          id: "rules",
          title: "By rule",
          paragraphs: ["How many findings of each rule held at a time."],
          charts: held.isEmpty ? [] : [chart(held)],
          tables: [rules]
        ),
        ReportSection(
          id: "findings",
          title: "Findings",
          paragraphs: [
            "A finding that goes on under another wording is one row, with the wording it ended on."
          ],
          charts: [],
          tables: [
            ReportTable(
              name: "findings",
              title: "Every finding, by rule and object",
              columns: Self.columns,
              rows: rowCells,
              emptyText: "The audit rules found nothing."
            )
          ]
        ),
      ],
      remarks: []
    )
  }

  private static func key(_ row: ReportRows.Row) -> [String] {
    [
      row.text("rule"), row.text("kind"), row.text("namespace"), row.text("name"), row.text("uid"),
    ]
  }

  /// Joins rows of one rule and object that follow one another without a pause.
  private static func held(_ rows: [ReportRows.Row]) -> [Held] {
    let keyed = rows.enumerated().map { offset, row in
      (key: key(row), offset: offset, row: row)
    }
    let sorted = keyed.sorted { left, right in
      if left.key != right.key { return left.key.lexicographicallyPrecedes(right.key) }
      let (from, later) = (left.row.result.from, right.row.result.from)
      if from != later { return (from?.nanoseconds ?? .min) < (later?.nanoseconds ?? .min) }
      return left.offset < right.offset
    }
    var held: [Held] = []
    var lastKey: [String] = []
    for (key, _, row) in sorted {
      let goesOn = key == lastKey
      lastKey = key
      if goesOn, let last = held.last, let until = last.until, let from = row.result.from,
        from <= until
      {
        let end = row.result.until.map { max($0, until) }
        held[held.count - 1].until = end
        held[held.count - 1].last = row
        held[held.count - 1].certainty = max(last.certainty, row.result.certainty)
      } else if goesOn, let last = held.last, last.until == nil {
        held[held.count - 1].certainty = max(last.certainty, row.result.certainty)
      } else {
        held.append(
          Held(
            row: row,
            last: row,
            from: row.result.from,
            until: row.result.until,
            certainty: row.result.certainty
          )
        )
      }
    }
    return held
  }

  private func cells(_ held: Held, _ gaps: Stretches) -> [Value] {
    let row = held.row
    let isOpen = (held.until ?? span.until) >= span.until
    let cells: [Value] = [
      row["rule"], row["severity"], row["kind"], row["namespace"], row["name"], row["uid"],
      held.last["message"], .text(isOpen ? "open" : "resolved"),
      held.from.map { .instant($0) } ?? .null,
      isOpen ? .null : held.until.map { .instant($0) } ?? .null,
    ]
    return cells + ObservedTime(stretch(held), gaps: gaps).cells
      + [held.last["evidence"], .text(held.certainty.rawValue), row.event]
  }

  private func stretch(_ held: Held) -> Stretch? {
    Stretch(from: held.from ?? span.from, until: held.until ?? span.until).clipped(to: span)
  }

  private func ruleTable(_ held: [Held]) -> ReportTable {
    let groups = Dictionary(grouping: held) { $0.row.text("rule") }
    return ReportTable(
      name: "rules",
      title: "Findings by rule",
      columns: [
        Column("rule", .text, isKey: true), Column("severity", .text), Column("findings", .integer),
        Column("objects", .integer), Column("opened", .integer), Column("resolved", .integer),
        Column("open_at_end", .integer), Column("example", .text),
      ],
      rows: groups.keys.sorted().map { rule in
        let all = groups[rule] ?? []
        let open = all.filter { ($0.until ?? span.until) >= span.until }.count
        let opened = all.filter { ($0.from ?? span.from) >= span.from }.count
        return [
          .text(rule), all.first?.row["severity"] ?? .null, .integer(Int64(all.count)),
          .integer(Int64(Set(all.map { $0.row.text("uid") }).count)), .integer(Int64(opened)),
          .integer(Int64(all.count - open)), .integer(Int64(open)),
          all.first?.last["message"] ?? .null,
        ]
      },
      emptyText: "The audit rules found nothing."
    )
  }

  private func chart(_ held: [Held]) -> ReportChart {
    let groups = Dictionary(grouping: held) { $0.row.text("rule") }
    return ReportChart(
      id: "chart-rules",
      title: "Findings that held, by rule",
      span: span,
      gaps: questions.gaps,
      keys: [
        .init(style: "steps", text: "findings that held"), .init(style: "gap", text: "unobserved"),
      ],
      lanes: groups.keys.sorted().map { rule in
        let all = groups[rule] ?? []
        let steps = StepSeries.counts(all.compactMap { stretch($0) }, in: span)
        let most = steps.map(\.count).max() ?? 0
        let severity = all.first?.row.text("severity") ?? ""
        return .init(
          label: "\(rule) \(severity)",
          value: "\(most) at most",
          description: "\(ReportText.count(all.count, "finding")), at most \(most) at a time",
          content: .steps(steps, bars: [])
        )
      }
    )
  }
}
