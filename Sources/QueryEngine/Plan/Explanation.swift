import Projections
import TopologyModel

/// Answers `explain` and `explain analyze`: a row for each operator of the plan, and below each that
/// reads, one for each sort of read.
struct Explanation {
  static let plannedColumns = [
    Column("step", .text, isKey: true),
    Column("operation", .text),
    Column("detail", .text),
    Column("estimated_rows", .integer),
    Column("access", .texts),
  ]

  static let analyzedColumns =
    Array(plannedColumns.dropLast()) + [
      Column("rows", .integer), Column("calls", .integer), Column("time", .duration),
      Column("access", .texts),
    ]

  let statement: ExplainedStatement
  let context: QueryContext

  /// The plan with its estimates; nothing is run.
  func planned() throws -> Answer {
    let rows = try statement.parts.flatMap { part in
      try lines(part.prepared, prefix: part.prefix).map { $0.values }
    }
    return try answer(rows + comparison(nil), columns: Self.plannedColumns)
  }

  /// The plan with what it did when it was run, within the usual limits.
  func analyzed(_ stopwatch: Stopwatch?) throws -> Answer {
    let meters = statement.parts.map { _ in ExecutionMeter(stopwatch: stopwatch) }
    let answered: Answer
    switch statement {
    case .question(let prepared): answered = try prepared.answer(context, meter: meters[0])
    case .diff(let diff): answered = try diff.answer(context, meters: (meters[0], meters[1]))
    }
    let rows = try zip(statement.parts, meters).flatMap { part, meter in
      try lines(part.prepared, prefix: part.prefix, meter).map { line in
        Self.measured(line.values, line.count)
      }
    }
    var answer = try answer(rows + comparison(answered.rows.count), columns: Self.analyzedColumns)
    answer.notes = answered.notes
    answer.coverage = answered.coverage
    return answer
  }

  private struct Line {
    var values: [Value]
    var count: ExecutionMeter.Count?
  }

  private func lines(
    _ prepared: PreparedQuery,
    prefix: String,
    _ meter: ExecutionMeter? = nil
  ) throws -> [Line] {
    var words = PlanText(prepared.query)
    return try prepared.plan.operators.enumerated().flatMap { index, step -> [Line] in
      let (operation, detail) = words.next(step)
      let name = "\(prefix)\(index + 1)"
      let own = Line(
        values: Self.cells(name, operation, detail, [], Self.estimate(of: step)),
        count: meter?.operators[index]
      )
      switch step {
      case .evaluate, .evaluateSpan: return try [own] + reads(prepared, below: name, meter)
      case .filterState, .sequenced, .overSpan, .finish, .extend, .clip, .filter, .derive,
        .selectColumns, .distinct, .count, .group, .order, .sort, .limit:
        return [own]
      }
    }
  }

  /// The reads that a question is planned to need; behind a run also those that nobody planned.
  private func reads(
    _ prepared: PreparedQuery,
    below step: String,
    _ meter: ExecutionMeter?
  ) throws -> [Line] {
    var planned = prepared.query.reads
    if try !prepared.reads.hasAuditEntries(prepared.query.cluster) {
      planned.removeAll { $0.read == .auditEntries }
    }
    let known = Set(planned.map(\.read))
    planned += (meter?.reads.keys.sorted() ?? []).filter { !known.contains($0) }
      .map { ReadEstimate($0) }
    var measured: Set<TopologyRead> = []
    return try planned.enumerated().map { index, estimate in
      let paths = try prepared.reads.accessPaths(of: estimate.read, prepared.query.cluster)
      let rows = try estimate.cardinality.map {
        try prepared.reads.estimate($0, prepared.query.cluster)
      }
      let subject = estimate.subject.isEmpty ? "" : ": \(estimate.subject)"
      return Line(
        values: Self.cells(
          "\(step).\(index + 1)",
          "read",
          estimate.read.name + subject,
          paths,
          rows ?? (estimate.isSingle ? 1 : nil)
        ),
        // A sort of read is counted as a whole, with the first line that it has.
        count: measured.insert(estimate.read).inserted ? meter?.reads[estimate.read] : nil
      )
    }
  }

  /// The last step of a diff.
  private func comparison(_ count: Int?) -> [[Value]] {
    guard case .diff = statement else { return [] }
    let cells = Self.cells("compare", "compare", "rows by their keys", [], nil)
    guard let count else { return [cells] }
    return [Self.measured(cells, ExecutionMeter.Count(calls: 1, rows: count))]
  }

  /// What is known of an operator's rows before it runs: only what bounds them.
  private static func estimate(of step: PhysicalPlan.Operator) -> Int? {
    switch step {
    case .limit(let count, _): count
    case .count(let indexes) where indexes.isEmpty: 1
    case .evaluate, .evaluateSpan, .filterState, .sequenced, .overSpan, .finish, .extend, .clip,
      .filter, .derive, .selectColumns, .distinct, .count, .group, .order, .sort:
      nil
    }
  }

  private static func cells(
    _ step: String,
    _ operation: String,
    _ detail: String,
    _ access: [String],
    _ rows: Int?
  ) -> [Value] {
    [
      .text(step), .text(operation), .nonEmpty(detail),
      rows.map { .integer(Int64($0)) } ?? .null, .list(access.map { .text($0) }),
    ]
  }

  /// A planned line with what was measured, in front of the access.
  private static func measured(_ line: [Value], _ count: ExecutionMeter.Count?) -> [Value] {
    let measures: [Value] = [
      count.map { .integer(Int64($0.rows)) } ?? .null,
      count.map { .integer(Int64($0.calls)) } ?? .null,
      count?.nanoseconds.map { .duration($0) } ?? .null,
    ]
    return line.dropLast() + measures + line.suffix(1)
  }

  private func answer(_ rows: [[Value]], columns: [Column]) throws -> Answer {
    let last = statement.parts[statement.parts.count - 1].prepared
    return Answer(
      query: last.query.text,
      time: try time(),
      cluster: last.query.cluster.name,
      hasOtherClusters: false,
      knownAt: last.knownAt,
      basis: last.reads.basis,
      coverage: [],
      notes: [],
      columns: columns,
      rows: rows.map {
        ResultRow(values: $0, from: nil, until: nil, certainty: .observed, event: nil)
      },
      hasIntervals: false
    )
  }

  private func time() throws -> Answer.Time {
    switch statement {
    case .question(let prepared): try prepared.executor(context).answerTime()
    case .diff(let diff):
      PreparedDiff.time(
        try diff.before.executor(context).answerTime(),
        try diff.after.executor(context).answerTime()
      )
    }
  }
}
