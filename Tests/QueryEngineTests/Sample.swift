import Diagnostics
import EventLog
import Projections
import TopologyModel

@testable import QueryEngine

/// Makes rows and answers for tests.
enum Sample {
  static func time(_ seconds: Int) -> Instant {
    Instant(nanoseconds: Int64(seconds) * 1_000_000_000)
  }

  static func row(
    _ values: [Value],
    from: Int? = 0,
    until: Int? = nil,
    certainty: Certainty = .observed,
    event: Int64? = 1
  ) -> ResultRow {
    ResultRow(
      values: values,
      from: from.map { time($0) },
      until: until.map { time($0) },
      certainty: certainty,
      event: event.map { LogPosition($0) }
    )
  }

  static func answer(
    query: String = "pods",
    time: Answer.Time = .at(Sample.time(5)),
    cluster: String? = "c",
    knownAt: LogPosition? = nil,
    coverage: [Answer.KindCoverage] = [],
    notes: [Note] = [],
    columns: [Column],
    rows: [ResultRow],
    hasIntervals: Bool = true
  ) -> Answer {
    Answer(
      query: query,
      time: time,
      cluster: cluster,
      hasOtherClusters: false,
      knownAt: knownAt,
      basis: Basis(position: LogPosition(42), hash: .genesis),
      coverage: coverage,
      notes: notes,
      columns: columns,
      rows: rows,
      hasIntervals: hasIntervals
    )
  }

  static func name(_ form: BoundName.Form) -> BoundName {
    BoundName(form: form, span: SourceSpan(at: 0))
  }

  static let http = PortValue(name: "http", number: 80, transport: .tcp)
  static let dns = PortValue(name: "", number: 53, transport: .udp)

  /// The list of all Pods.
  static let pods = BoundQuestion.objects(.pod, matching: name(.glob(namespace: "*", name: "*")))

  /// `column = literal`.
  static func equals(_ cell: Int, _ value: Value) -> BoundExpression {
    .compare(.column(.cell(cell)), .equal, .literal(value))
  }
}
