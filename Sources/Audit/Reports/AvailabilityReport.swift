import QueryEngine
import TopologyModel

/// How much of the time each Service port had endpoints, and why not.
struct AvailabilityReport {
  /// The longest time, in nanoseconds, that an endpoint is lost for in a flap: 60 s.
  static let flapMax: Int64 = 60_000_000_000

  /// A Service port with what was found about it.
  struct Measured {
    var series: PortSeries
    var outages: [Outage]
    var flaps: [Flaps]

    /// Outages, the pieces around a gap counted once.
    var outageCount: Int { Set(outages.map(\.number)).count }
    var outageTime: Int64 { outages.reduce(0) { $0 + $1.stretch.length } }
    var flapCount: Int { flaps.reduce(0) { $0 + $1.stretches.count } }
  }

  /// How often an endpoint was lost and came back soon.
  struct Flaps {
    var endpoint: PortSeries.Endpoint
    /// When it was not eligible in between.
    var stretches: [Stretch]
  }

  let questions: ReportQuestions
  var request: ReportRequest { questions.request }
  var span: Stretch { request.span }

  init(_ questions: ReportQuestions) {
    self.questions = questions
  }

  func content() throws -> ReportContent {
    let reading = try PortSeries.read(questions)
    let measured = try measured(reading.series)
    return ReportContent(
      facts: facts(measured),
      sections: [shareSection(measured), outageSection(measured), flapSection(measured)],
      remarks: remarks(reading)
    )
  }

  private func measured(_ all: [PortSeries]) throws -> [Measured] {
    let gaps = questions.gaps
    let finder = try CauseFinder(questions)
    var number = 0
    return try all.map { series in
      var outages = Outage.pieces(series, span, gaps)
      var previous: Instant?
      var cause = OutageCause.unknown
      var last = -1
      for index in outages.indices {
        if outages[index].number != last {
          last = outages[index].number
          number += 1
          cause = try finder.cause(outages[index], of: series, after: previous)
        }
        outages[index].number = number
        outages[index].cause = cause
        previous = outages[index].stretch.until
      }
      return Measured(series: series, outages: outages, flaps: Self.flaps(series))
    }
  }

  private static func flaps(_ series: PortSeries) -> [Flaps] {
    series.endpoints.compactMap { endpoint -> Flaps? in
      let stretches = zip(endpoint.eligible.all, endpoint.eligible.all.dropFirst())
        .map { Stretch(from: $0.until, until: $1.from) }
        .filter { $0.length <= flapMax && series.observed.covers($0) }
      return stretches.isEmpty ? nil : Flaps(endpoint: endpoint, stretches: stretches)
    }.sorted { left, right in
      left.stretches.count != right.stretches.count
        ? left.stretches.count > right.stretches.count : left.endpoint.name < right.endpoint.name
    }
  }

  private func facts(_ measured: [Measured]) -> [Report.Fact] {
    let services = Set(measured.map(\.series.service)).count
    let worst = measured.min { ($0.series.share(1) ?? 2) < ($1.series.share(1) ?? 2) }
    let outages = measured.reduce(0) { $0 + $1.outageCount }
    let longest = measured.flatMap(\.outages).map(\.stretch.length).max() ?? 0
    return [
      .init(
        name: "Measured",
        value: "\(ReportText.count(services, "Service")), "
          + ReportText.count(measured.count, "port")
      ),
      .init(name: "Lowest availability", value: ReportText.percent(worst?.series.share(1))),
      .init(name: "Outages", value: ReportText.grouped(outages)),
      .init(
        name: "Time in outages",
        value: ReportText.duration(ReportText.sum(measured.map(\.outageTime)))
      ),
      .init(name: "Longest outage", value: ReportText.duration(longest)),
      .init(name: "Flaps", value: ReportText.grouped(measured.reduce(0) { $0 + $1.flapCount })),
    ]
  }

  private func remarks(_ reading: PortSeries.Reading) -> [String] {
    var remarks: [String] = []
    if !reading.aliases.isEmpty {
      remarks.append(
        "Aliases have no endpoints and are not measured: "
          + ReportText.list(reading.aliases, max: 20) + "."
      )
    }
    let ended = reading.series.filter { $0.window.until < span.until }
    if !ended.isEmpty {
      remarks.append(
        "These ports ended within the span, by a deletion or a change of the Service, and did "
          + "not come back; time behind that is not measured: "
          + ReportText.list(ended.map { "\($0.label) at \($0.window.until)" }, max: 20) + "."
      )
    }
    let later = reading.series.filter { $0.window.from > span.from }
    if !later.isEmpty {
      remarks.append(
        "\(ReportText.count(later.count, "port")) of \(reading.series.count) first appeared within "
          + "the span and are measured from then on."
      )
    }
    return remarks
  }
}
