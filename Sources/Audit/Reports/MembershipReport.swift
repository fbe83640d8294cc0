import QueryEngine
import TopologyModel

/// Which Pods served each Service port, from when until when, and where.
struct MembershipReport {
  /// The most Pods of a Service port whose stretches a chart shows one by one.
  static let podsChartedMax = 40
  /// The most Pods whose stretches the charts of a report show one by one, in all.
  static let podsChartedMaxInAll = 200

  /// A stretch over which a Pod was eligible.
  private struct Member {
    var service: String
    var port: Value
    var row: ReportRows.Row
    var addresses: Set<String>
    var from: Instant?
    var until: Instant?
    var certainty: Certainty
    /// The Service, port, Pod, and UID, which rows are ordered by.
    var key: [String]
  }

  private let questions: ReportQuestions
  private var span: Stretch { questions.request.span }

  init(_ questions: ReportQuestions) {
    self.questions = questions
  }

  func content() throws -> ReportContent {
    let rows = try questions.ask(
      "pods serving $service",
      parameters: [("service", "service", questions.request.scope.pattern)],
      countsCoverage: true
    )
    let members = Self.members(rows.rows)
    let ports = Self.ports(members)
    let pods = Set(members.map { $0.row.text("uid") }).count
    let nodes = Set(members.map { $0.row.text("node") }).subtracting([""]).count
    let workloads = Set(members.map { $0.row.text("workload") }).subtracting([""]).count
    return ReportContent(
      facts: [
        .init(name: "Service ports", value: ReportText.grouped(ports.count)),
        .init(name: "Pods that served", value: ReportText.grouped(pods)),
        .init(name: "Workloads", value: ReportText.grouped(workloads)),
        .init(name: "Nodes", value: ReportText.grouped(nodes)),
      ],
      sections: [
        ReportSection(
          id: "ports",
          title: "By Service port",
          paragraphs: ["How many Pods were eligible for new connections at a time."],
          charts: ports.isEmpty ? [] : [countChart(ports)],
          tables: [portTable(ports)]
        ),
        ReportSection(
          id: "members",
          title: "Who served when",
          paragraphs: [
            "A row is a stretch of time over which a Pod was eligible for a Service port, with "
              + "its true beginning and end where they lie outside the span."
          ],
          charts: podCharts(ports),
          tables: [memberTable(members)]
        ),
      ],
      remarks: [
        "Eligible says who could be given a new connection, not who took one: that stands in no "
          + "object."
      ]
    )
  }

  /// One stretch for each Pod and port, whatever the address and the conditions, in order of
  /// Service, port, beginning, and Pod.
  private static func members(_ rows: [ReportRows.Row]) -> [Member] {
    var members: [Member] = rows.map { row in
      Member(
        service: row.text("service"),
        port: row["port"],
        row: row,
        addresses: [ValueText.plain(row["address"])],
        from: row.result.from,
        until: row.result.until,
        certainty: row.result.certainty,
        key: [
          row.text("service"), ValueText.plain(row["port"]), row.text("pod"), row.text("uid"),
        ]
      )
    }
    members.sort { left, right in
      if left.key != right.key { return left.key.lexicographicallyPrecedes(right.key) }
      return (left.from?.nanoseconds ?? .min) < (right.from?.nanoseconds ?? .min)
    }
    var merged: [Member] = []
    for member in members {
      guard let last = merged.last, last.key == member.key,
        last.until.map({ until in (member.from ?? until) <= until }) ?? true
      else {
        merged.append(member)
        continue
      }
      let index = merged.count - 1
      merged[index].addresses.formUnion(member.addresses)
      merged[index].certainty = max(last.certainty, member.certainty)
      if let until = last.until { merged[index].until = member.until.map { max($0, until) } }
    }
    return merged.sorted { left, right in
      if left.service != right.service { return left.service < right.service }
      if left.port != right.port { return left.port.precedes(right.port) }
      if left.from != right.from {
        return (left.from?.nanoseconds ?? .min) < (right.from?.nanoseconds ?? .min)
      }
      return left.key.lexicographicallyPrecedes(right.key)
    }
  }

  /// The members of each Service port, in order.
  private static func ports(_ members: [Member]) -> [[Member]] {
    var ports: [[Member]] = []
    for member in members {
      if let last = ports.last?.first, last.service == member.service, last.port == member.port {
        ports[ports.count - 1].append(member)
      } else {
        ports.append([member])
      }
    }
    return ports
  }

  private func stretch(_ member: Member) -> Stretch? {
    Stretch(from: member.from ?? span.from, until: member.until ?? span.until).clipped(to: span)
  }

  private func steps(_ members: [Member]) -> [ReportChart.Step] {
    StepSeries.counts(members.compactMap { stretch($0) }, in: span)
  }

  /// The most Pods that were eligible at a time, as far as it was observed.
  private func mostAtOnce(_ steps: [ReportChart.Step], _ observed: Stretches) -> Int {
    steps.filter { !Stretches([$0.stretch]).intersection(observed).isEmpty }.map(\.count).max() ?? 0
  }

  private var observed: Stretches { Stretches([span]).subtracting(questions.gaps) }

  private static func label(_ members: [Member]) -> String {
    members.first.map { "\($0.service) \(ValueText.plain($0.port))" } ?? ""
  }

  private func countChart(_ ports: [[Member]]) -> ReportChart {
    let observed = observed
    return ReportChart(
      id: "chart-ports",
      title: "Pods eligible, by Service port",
      span: span,
      gaps: questions.gaps,
      keys: [
        .init(style: "steps", text: "Pods eligible"), .init(style: "gap", text: "unobserved"),
      ],
      lanes: ports.map { members in
        let steps = steps(members)
        let most = mostAtOnce(steps, observed)
        let pods = Set(members.map { $0.row.text("uid") }).count
        return .init(
          label: Self.label(members),
          value: "\(ReportText.count(pods, "Pod")), \(most) at most",
          description: "\(ReportText.count(pods, "Pod")) served, at most \(most) at a time",
          content: .steps(steps, bars: [])
        )
      }
    )
  }

  private func podCharts(_ ports: [[Member]]) -> [ReportChart] {
    var left = Self.podsChartedMaxInAll
    var charts: [ReportChart] = []
    let gaps = questions.gaps
    for (index, members) in ports.enumerated() {
      let pods = Dictionary(grouping: members) { $0.row.text("uid") }
      guard pods.count <= Self.podsChartedMax, pods.count <= left else { continue }
      left -= pods.count
      var seen: Set<String> = []
      let order = members.filter { seen.insert($0.row.text("uid")).inserted }
      charts.append(
        ReportChart(
          id: "chart-pods-\(index + 1)",
          title: Self.label(members),
          span: span,
          gaps: gaps,
          keys: [
            .init(style: "present", text: "eligible"), .init(style: "gap", text: "unobserved"),
          ],
          lanes: order.map { first in
            let all = pods[first.row.text("uid")] ?? []
            let stretches = Stretches(all.compactMap { stretch($0) })
            let observed = ReportText.duration(ObservedTime(stretches, gaps: gaps).observed)
            return .init(
              label: first.row.text("pod"),
              value: observed,
              description: "eligible for \(observed) of observed time in "
                + ReportText.count(stretches.all.count, "stretch", "stretches"),
              content: .bars(stretches.all.map { .init(stretch: $0, style: .present) })
            )
          }
        )
      )
    }
    return charts
  }

  private func portTable(_ ports: [[Member]]) -> ReportTable {
    let observed = observed
    return ReportTable(
      name: "ports",
      title: "Pods that served, by Service port",
      columns: [
        Column("service", .text, isKey: true), Column("port", .port, isKey: true),
        Column("pods", .integer), Column("most_at_once", .integer), Column("nodes", .integer),
        Column("zones", .texts), Column("workloads", .texts),
      ],
      rows: ports.map { members in
        func distinct(_ column: String) -> [Value] {
          Set(members.map { $0.row.text(column) }).subtracting([""]).sorted().map { .text($0) }
        }
        return [
          .text(members[0].service), members[0].port,
          .integer(Int64(Set(members.map { $0.row.text("uid") }).count)),
          .integer(Int64(mostAtOnce(steps(members), observed))),
          .integer(Int64(distinct("node").count)), .list(distinct("zone")),
          .list(distinct("workload")),
        ]
      },
      emptyText: "No Pod served."
    )
  }

  private func memberTable(_ members: [Member]) -> ReportTable {
    let gaps = questions.gaps
    return ReportTable(
      name: "members",
      title: "Every stretch over which a Pod was eligible",
      columns: [
        Column("service", .text, isKey: true), Column("port", .port, isKey: true),
        Column("pod", .text, isKey: true), Column("uid", .text, isKey: true, visibility: .wide),
        Column("workload", .text), Column("node", .text), Column("zone", .text),
        Column("addresses", .texts), Column("from", .instant), Column("until", .instant),
      ] + ObservedTime.columns + [Column("certainty", .text), Column("event", .integer)],
      rows: members.map { member in
        let row = member.row
        let cells: [Value] = [
          .text(member.service), member.port, row["pod"], row["uid"], row["workload"], row["node"],
          row["zone"], .list(member.addresses.sorted().map { .text($0) }),
          member.from.map { .instant($0) } ?? .null, member.until.map { .instant($0) } ?? .null,
        ]
        return cells + ObservedTime(stretch(member), gaps: gaps).cells
          + [.text(member.certainty.rawValue), row.event]
      },
      emptyText: "No Pod served."
    )
  }
}
