import QueryEngine
import TopologyModel

extension PortSeries {
  /// What the two questions told: the series in order, and the Services that are aliases.
  struct Reading {
    var series: [PortSeries]
    /// Services without endpoints by type.
    var aliases: [String]
    /// The rows of Services, by Service.
    var services: [String: [ReportRows.Row]]
  }

  private struct Key: Hashable {
    var service: String
    var port: Value
  }

  /// Asks for the ports of the scope's Services and their endpoints.
  static func read(_ questions: ReportQuestions, countsCoverage: Bool = true) throws -> Reading {
    let scope = questions.request.scope
    let span = questions.request.span
    let services = try questions.ask(
      "services in namespace $namespace",
      stages: "where name like $name",
      parameters: [
        ("namespace", "namespace", scope.namespace), ("name", "string", scope.service),
      ],
      countsCoverage: countsCoverage
    )
    let endpoints = try questions.ask(
      "endpoints of $service",
      parameters: [("service", "service", scope.pattern)],
      countsCoverage: countsCoverage
    )
    let gaps = questions.gaps
    var existence: [Key: [Stretch]] = [:]
    var aliases: Set<String> = []
    var byService: [String: [ReportRows.Row]] = [:]
    for row in services.rows {
      let service = "\(row.text("namespace"))/\(row.text("name"))"
      byService[service, default: []].append(row)
      if row.text("type") == "ExternalName" {
        aliases.insert(service)
        continue
      }
      guard case .list(let ports) = row["ports"], let stretch = row.stretch(in: span) else {
        continue
      }
      // A headless Service may have no ports, and has endpoints all the same.
      for port in ports.isEmpty ? [.null] : ports {
        existence[Key(service: service, port: port), default: []].append(stretch)
      }
    }
    let rows = Dictionary(grouping: endpoints.rows) {
      Key(service: $0.text("service"), port: $0["port"])
    }
    let keys = existence.keys.sorted { left, right in
      left.service != right.service
        ? left.service < right.service : left.port.precedes(right.port)
    }
    let series = keys.compactMap { key in
      make(key, Stretches(existence[key] ?? []), rows[key] ?? [], gaps, span)
    }
    return Reading(series: series, aliases: aliases.sorted(), services: byService)
  }

  private static func make(
    _ key: Key,
    _ existence: Stretches,
    _ rows: [ReportRows.Row],
    _ gaps: Stretches,
    _ span: Stretch
  ) -> PortSeries? {
    guard let first = existence.all.first, let last = existence.all.last else { return nil }
    let window = Stretch(from: first.from, until: last.until)
    let groups = Dictionary(grouping: rows) { row in
      row.text("target_uid").isEmpty ? ValueText.plain(row["address"]) : row.text("target_uid")
    }
    let endpoints = groups.keys.sorted().map { name in
      let all = (groups[name] ?? []).sorted {
        ($0.result.from?.nanoseconds ?? .min) < ($1.result.from?.nanoseconds ?? .min)
      }
      let uid = all[0].text("target_uid")
      let isPod = all[0].text("target_kind") == "Pod" || !uid.isEmpty
      return Endpoint(
        key: name,
        name: isPod ? all[0].text("target_name") : name,
        uid: uid,
        node: all.last { !$0.text("node").isEmpty }?.text("node") ?? "",
        rows: all,
        eligible: Stretches(
          all.filter { $0.isTrue("eligible") }.compactMap { $0.stretch(in: window) }
        )
      )
    }
    return PortSeries(
      service: key.service,
      port: key.port,
      existence: existence,
      window: window,
      observed: Stretches([window]).subtracting(gaps),
      endpoints: endpoints,
      steps: StepSeries.counts(endpoints.flatMap(\.eligible.all), in: window)
    )
  }
}
