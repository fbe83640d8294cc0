import TopologyModel

/// What became of the endpoints of Services while something changed about them.
struct IncidentEffects {
  private struct Port {
    var series: PortSeries
    var unavailable: Stretches
  }

  private let ports: [String: [Port]]

  init(_ series: [PortSeries]) {
    ports = Dictionary(
      grouping: series.map { Port(series: $0, unavailable: $0.unavailable) },
      by: \.series.service
    )
  }

  /// A line for each port of the incident's Services, in order of the Services.
  func texts(_ incident: Incident) -> [String] {
    let stretch = Stretch(from: incident.from, until: incident.until.advanced(byNanoseconds: 1))
    return incident.services.flatMap { ports[$0] ?? [] }.compactMap { port in
      let counts = port.series.counts(in: stretch)
      guard let fewest = counts.min(), let most = counts.max() else { return nil }
      let outage = port.unavailable.intersection(Stretches([stretch])).length
      let range = fewest == most ? "\(most)" : "\(fewest) to \(most)"
      let lost = outage > 0 ? ", none for \(ReportText.duration(outage))" : ""
      return "\(port.series.label): \(range) endpoints\(lost)"
    }
  }
}
