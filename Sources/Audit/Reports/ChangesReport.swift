import QueryEngine
import TopologyModel

/// What changed over a span, by whom where audit entries say so, grouped into incidents.
struct ChangesReport {
  /// How many stretches of equal length the chart counts changes in.
  static let bucketsMax: Int64 = 120

  private let questions: ReportQuestions
  private var request: ReportRequest { questions.request }
  private var span: Stretch { request.span }

  init(_ questions: ReportQuestions) {
    self.questions = questions
  }

  func content() throws -> ReportContent {
    let reading = try PortSeries.read(questions)
    let (changes, listed) = try changes(reading)
    let incidents = Incident.group(changes, quiet: request.quiet)
    let users = Set(changes.map { $0.row.text("user") }).subtracting([""]).sorted()
    var remarks: [String] = []
    if listed > 0 {
      remarks.append(
        "\(ReportText.count(listed, "object was", "objects were")) there when watching began, and "
          + "are not counted as changes."
      )
    }
    if users.isEmpty && !changes.isEmpty {
      remarks.append("No audit entry says who made the changes; an audit log can be imported.")
    }
    return ReportContent(
      facts: [
        .init(name: "Changes", value: ReportText.grouped(changes.count)),
        .init(name: "Incidents", value: ReportText.grouped(incidents.count)),
        .init(
          name: "Services concerned",
          value: ReportText.grouped(Set(changes.flatMap(\.services)).count)
        ),
        .init(name: "Users named", value: ReportText.grouped(users.count)),
      ],
      sections: [
        incidentSection(incidents, reading),
        ReportSection(
          id: "changes",
          title: "Changes",
          paragraphs: [
            "Every change of a Service, EndpointSlice, Pod, or Node that questions can see, in "
              + "order of valid time, then revision."
          ],
          charts: [],
          tables: [changeTable(incidents.flatMap(\.changes))]
        ),
      ],
      remarks: remarks
    )
  }

  // MARK: Reading

  private func changes(_ reading: PortSeries.Reading) throws -> ([Change], listed: Int) {
    let scope = request.scope
    let stages =
      "where type != \"audited\" and kind is not null and summary != \"no visible change\""
    let events = try questions.ask(
      "events in namespace $namespace",
      stages: stages,
      parameters: [("namespace", "namespace", scope.namespace)],
      countsCoverage: true
    )
    let nodes =
      scope.namespace == "*" || request.isConfined
      ? [] : try questions.ask("events of node *", stages: stages, parameters: []).rows
    let slices = try questions.ask(
      "slices in namespace $namespace",
      parameters: [("namespace", "namespace", scope.namespace)]
    )
    let owners = owners(reading, slices.rows)
    let beginnings = try beginnings()
    let named = try named(stages)
    var listed = 0
    var changes: [Change] = []
    for row in events.rows + nodes {
      guard let at = row.result.from else { continue }
      if row.text("type") == "added", row.result.certainty == .inferred,
        at <= began(row, beginnings)
      {
        listed += 1
        continue
      }
      let services = services(of: row, owners) { service in
        scope.hasAllServices || reading.services[service] != nil || named.contains(service)
      }
      let isForeignNode = row.text("kind") == "Node" && scope.namespace != "*"
      let isOutside = services.isEmpty && (!scope.hasAllServices || isForeignNode)
      if !isOutside { changes.append(Change(row: row, at: at, services: services)) }
    }
    return (changes.sorted { Self.precedes($0, $1) }, listed)
  }

  /// When the first watch of each kind began, of all namespaces or of one, in the whole log.
  private func beginnings() throws -> [[String]: Instant] {
    let epoch = Instant(nanoseconds: 0)
    let coverage = request.scope.coverage
    let rows = try questions.ask(
      coverage.question,
      span: Stretch(from: min(epoch, span.from), until: span.until),
      parameters: coverage.parameters,
      isQuiet: true
    ).rows
    var beginnings: [[String]: Instant] = [:]
    for row in rows where row.text("state") == "observed" {
      guard let from = row.result.from else { continue }
      let key = [row.text("kind"), row.text("namespace")]
      beginnings[key] = min(beginnings[key] ?? from, from)
    }
    return beginnings
  }

  /// When watching for the object of an event began: what the first listing found was there before,
  /// what a later one found behind a gap is new.
  private func began(_ row: ReportRows.Row, _ beginnings: [[String]: Instant]) -> Instant {
    let kind = row.text("kind")
    let found = [beginnings[[kind, ""]], beginnings[[kind, row.text("namespace")]]]
    // A kind that was listed and never watched has no beginning but the span's.
    return found.compactMap { $0 }.min() ?? span.from
  }

  /// The Services of the scope that have an event, also where none is there any more.
  private func named(_ stages: String) throws -> Set<String> {
    let scope = request.scope
    guard !scope.hasAllServices else { return [] }
    let events = try questions.ask(
      "events in namespace $namespace",
      stages: stages + " and kind = \"Service\" and name like $name",
      parameters: [
        ("namespace", "namespace", scope.namespace), ("name", "string", scope.service),
      ],
      isQuiet: true
    )
    return Set(events.rows.map { "\($0.text("namespace"))/\($0.text("name"))" })
  }

  /// The Services of Pods and slices by UID, and of Nodes by name.
  private func owners(
    _ reading: PortSeries.Reading,
    _ slices: [ReportRows.Row]
  ) -> [String: Set<String>] {
    var owners: [String: Set<String>] = [:]
    for series in reading.series {
      for endpoint in series.endpoints {
        if !endpoint.uid.isEmpty { owners[endpoint.uid, default: []].insert(series.service) }
        if !endpoint.node.isEmpty {
          owners["node " + endpoint.node, default: []].insert(series.service)
        }
      }
    }
    for row in slices where !row.text("service").isEmpty {
      let (namespace, service) = (row.text("namespace") + "/", row.text("service"))
      owners[row.text("uid"), default: []].insert(
        service.hasPrefix(namespace) ? service : namespace + service
      )
    }
    return owners
  }

  private func services(
    of row: ReportRows.Row,
    _ owners: [String: Set<String>],
    isMeant: (String) -> Bool
  ) -> [String] {
    switch row.text("kind") {
    case "Service":
      let name = "\(row.text("namespace"))/\(row.text("name"))"
      return isMeant(name) ? [name] : []
    case "Node": return (owners["node " + row.text("name")] ?? []).sorted()
    default: return (owners[row.text("uid")] ?? []).filter { isMeant($0) }.sorted()
    }
  }

  private static func precedes(_ left: Change, _ right: Change) -> Bool {
    if left.at != right.at { return left.at < right.at }
    let (one, other) = (left.row.text("revision"), right.row.text("revision"))
    if one.utf8.count != other.utf8.count { return one.utf8.count < other.utf8.count }
    if one != other { return one < other }
    return (left.row.eventNumber ?? 0) < (right.row.eventNumber ?? 0)
  }

  // MARK: Sections

  private func incidentSection(
    _ incidents: [Incident],
    _ reading: PortSeries.Reading
  ) -> ReportSection {
    let gaps = questions.gaps
    let effects = IncidentEffects(reading.series)
    return ReportSection(
      id: "incidents",
      title: "Incidents",
      paragraphs: [
        "Changes about the same Services with no more than "
          + "\(ReportText.duration(request.quiet)) between them are one incident."
      ],
      charts: incidents.isEmpty ? [] : [chart(incidents)],
      tables: [
        ReportTable(
          name: "incidents",
          title: "Incidents, by beginning",
          columns: [
            Column("incident", .integer, isKey: true), Column("title", .text),
            Column("from", .instant), Column("until", .instant),
          ] + ObservedTime.columns + [
            Column("changes", .integer), Column("services", .texts),
            Column("users", .texts, hidesEmpty: true), Column("effects", .texts),
          ],
          rows: incidents.map { incident in
            let stretch = Stretch(from: incident.from, until: incident.until)
            let cells: [Value] = [
              .integer(Int64(incident.number)), .text(incident.title), .instant(incident.from),
              .instant(incident.until),
            ]
            return cells + ObservedTime(stretch, gaps: gaps).cells + [
              .integer(Int64(incident.changes.count)),
              .list(incident.services.map { .text($0) }),
              .list(incident.users.map { .text($0) }),
              .list(effects.texts(incident).map { .text($0) }),
            ]
          },
          emptyText: "Nothing changed."
        )
      ]
    )
  }

  private func changeTable(_ changes: [Change]) -> ReportTable {
    ReportTable(
      name: "changes",
      title: "Every change, with its incident",
      columns: [
        Column("incident", .integer), Column("at", .instant),
        Column("event", .integer, isKey: true),
        Column("kind", .text), Column("namespace", .text), Column("name", .text),
        Column("uid", .text, visibility: .wide), Column("type", .text), Column("summary", .text),
        Column("services", .texts), Column("user", .text, hidesEmpty: true),
        Column("verb", .text, hidesEmpty: true), Column("agent", .text, hidesEmpty: true),
        Column("revision", .text, visibility: .wide),
      ],
      rows: changes.sorted { Self.precedes($0, $1) }.map { change in
        let row = change.row
        return [
          .integer(Int64(change.incident)), .instant(change.at), row["event"], row["kind"],
          row["namespace"], row["name"], row["uid"], row["type"], row["summary"],
          .list(change.services.map { .text($0) }), row["user"], row["verb"], row["agent"],
          row["revision"],
        ]
      },
      emptyText: "Nothing changed."
    )
  }

  // MARK: Chart

  private func chart(_ incidents: [Incident]) -> ReportChart {
    let changes = incidents.flatMap(\.changes)
    let services = Set(changes.flatMap(\.keys)).sorted()
    let whole = ReportChart.Lane(
      label: "Changes",
      value: ReportText.grouped(changes.count),
      description: "\(ReportText.count(changes.count, "change")) over the span",
      content: .steps(buckets(changes.map(\.at)), bars: [])
    )
    let own = Self.stretches(incidents)
    let lanes = services.map { service in
      let bars = own[service]?.bars ?? []
      return ReportChart.Lane(
        label: service,
        value: ReportText.count(bars.count, "incident"),
        description: "\(ReportText.count(bars.count, "incident")), "
          + ReportText.count(own[service]?.changes ?? 0, "change"),
        content: .bars(bars)
      )
    }
    return ReportChart(
      id: "chart-incidents",
      title: "Changes over time, and the incidents of each Service",
      span: span,
      gaps: questions.gaps,
      keys: [
        .init(style: "steps", text: "changes in \(ReportText.duration(bucketLength))"),
        .init(style: "present", text: "incident"), .init(style: "gap", text: "unobserved"),
      ],
      lanes: [whole] + lanes
    )
  }

  /// What a Service, or what else changes group with, has of the incidents.
  private struct Share {
    var bars: [ReportChart.Bar] = []
    var changes = 0
  }

  /// The stretches of the incidents over which each Service changed, in order of the incidents.
  private static func stretches(_ incidents: [Incident]) -> [String: Share] {
    var shares: [String: Share] = [:]
    for incident in incidents {
      var times: [String: [Instant]] = [:]
      for change in incident.changes {
        for key in change.keys { times[key, default: []].append(change.at) }
      }
      for (key, all) in times {
        guard let from = all.min(), let last = all.max() else { continue }
        let stretch = Stretch(from: from, until: last.advanced(byNanoseconds: 1))
        shares[key, default: Share()].bars.append(.init(stretch: stretch, style: .present))
        shares[key, default: Share()].changes += all.count
      }
    }
    return shares
  }

  private var bucketLength: Int64 { max(1, (span.length + Self.bucketsMax - 1) / Self.bucketsMax) }

  private func buckets(_ times: [Instant]) -> [ReportChart.Step] {
    let counts = times.reduce(into: [Int64: Int]()) { counts, time in
      counts[Stretch(from: span.from, until: time).length / bucketLength, default: 0] += 1
    }
    return (0..<Self.bucketsMax).compactMap { index in
      let from = span.from.advanced(byNanoseconds: index * bucketLength)
      let until = span.from.advanced(byNanoseconds: (index + 1) * bucketLength)
      return Stretch(from: from, until: until).clipped(to: span).map {
        .init(stretch: $0, count: counts[index] ?? 0)
      }
    }
  }
}
