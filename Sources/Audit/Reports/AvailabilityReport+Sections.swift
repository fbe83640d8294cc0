import QueryEngine
import TopologyModel

extension AvailabilityReport {
  func shareSection(_ measured: [Measured]) -> ReportSection {
    ReportSection(
      id: "services",
      title: "Service ports",
      paragraphs: [
        "The share of observed time with at least one eligible endpoint, and with at least "
          + "\(request.atLeast). A Pod is one endpoint, however many addresses it has."
      ],
      charts: measured.isEmpty ? [] : [timeline(measured), shares(measured)],
      tables: [shareTable(measured), stepTable(measured)]
    )
  }

  func outageSection(_ measured: [Measured]) -> ReportSection {
    ReportSection(
      id: "outages",
      title: "Outages",
      paragraphs: [
        "Observed time in which nothing was eligible. An outage that touches a gap is cut there: "
          + "its pieces share a number. The cause is that of the beginning, as far as events show."
      ],
      charts: [],
      tables: [outageTable(measured)]
    )
  }

  func flapSection(_ measured: [Measured]) -> ReportSection {
    ReportSection(
      id: "flaps",
      title: "Flaps",
      paragraphs: [
        "How often an endpoint stopped being eligible and was so again within "
          + "\(ReportText.duration(Self.flapMax)), all of it observed."
      ],
      charts: [],
      tables: [flapTable(measured)]
    )
  }

  private func timeline(_ measured: [Measured]) -> ReportChart {
    ReportChart(
      id: "chart-endpoints",
      title: "Eligible endpoints over time",
      span: span,
      gaps: questions.gaps,
      keys: [
        .init(style: "steps", text: "eligible endpoints, against the most there were"),
        .init(style: "bad", text: "outage"), .init(style: "gap", text: "unobserved"),
      ],
      lanes: measured.map { item in
        let share = ReportText.percent(item.series.share(1))
        let most = item.series.steps.map(\.count).max() ?? 0
        return .init(
          label: item.series.label,
          value: share,
          description: "\(share) of the observed time with an eligible endpoint, at most \(most) "
            + "at a time, \(ReportText.count(item.outageCount, "outage"))",
          content: .steps(
            item.series.steps,
            bars: item.outages.map { .init(stretch: $0.stretch, style: .bad) }
          )
        )
      }
    )
  }

  private func shares(_ measured: [Measured]) -> ReportChart {
    ReportChart(
      id: "chart-shares",
      title: "Share of the observed time",
      span: nil,
      gaps: .none,
      keys: [
        .init(style: "share", text: "at least 1 endpoint"),
        .init(style: "share-more", text: "at least \(request.atLeast)"),
      ],
      lanes: measured.map { item in
        let (one, more) = (item.series.share(1), item.series.share(request.atLeast))
        return .init(
          label: item.series.label,
          value: "\(ReportText.percent(one)) · \(ReportText.percent(more))",
          description: "at least 1 endpoint \(ReportText.percent(one)), at least "
            + "\(request.atLeast) \(ReportText.percent(more))",
          content: .shares([one, more])
        )
      }
    )
  }

  private func shareTable(_ measured: [Measured]) -> ReportTable {
    ReportTable(
      name: "services",
      title: "Availability of Service ports",
      columns: [
        Column("service", .text, isKey: true), Column("port", .port, isKey: true),
        Column("share", .decimal), Column("share_at_least_n", .decimal),
        Column("observed", .duration), Column("unobserved", .duration),
        Column("outages", .integer), Column("outage_time", .duration),
        Column("longest_outage", .duration), Column("flaps", .integer),
        Column("endpoints_min", .integer), Column("endpoints_max", .integer),
        Column("measured_from", .instant), Column("measured_until", .instant),
      ],
      rows: measured.map { item in
        let series = item.series
        let counts = series.steps.filter { step in
          !Stretches([step.stretch]).intersection(series.observed).isEmpty
        }.map(\.count)
        return [
          .text(series.service), series.port, series.share(1).map { .decimal($0) } ?? .null,
          series.share(request.atLeast).map { .decimal($0) } ?? .null,
          .duration(series.observed.length),
          .duration(series.window.length - series.observed.length),
          .integer(Int64(item.outageCount)), .duration(item.outageTime),
          .duration(item.outages.map(\.stretch.length).max() ?? 0),
          .integer(Int64(item.flapCount)), counts.min().map { .integer(Int64($0)) } ?? .null,
          counts.max().map { .integer(Int64($0)) } ?? .null, .instant(series.window.from),
          .instant(series.window.until),
        ]
      },
      emptyText: "No Service port was there to measure."
    )
  }

  private func stepTable(_ measured: [Measured]) -> ReportTable {
    ReportTable(
      name: "steps",
      title: "How many endpoints were eligible, over time",
      columns: [
        Column("service", .text, isKey: true), Column("port", .port, isKey: true),
        Column("endpoints", .integer), Column("from", .instant), Column("until", .instant),
      ],
      rows: measured.flatMap { item in
        item.series.steps.map { step in
          [
            .text(item.series.service), item.series.port, .integer(Int64(step.count)),
            .instant(step.stretch.from), .instant(step.stretch.until),
          ]
        }
      },
      emptyText: "No Service port was there to measure.",
      isForPrograms: true
    )
  }

  private func outageTable(_ measured: [Measured]) -> ReportTable {
    ReportTable(
      name: "outages",
      title: "Outages, with their causes",
      columns: [
        Column("outage", .integer, isKey: true), Column("service", .text),
        Column("port", .port), Column("from", .instant), Column("until", .instant),
        Column("duration", .duration), Column("cut", .texts, hidesEmpty: true),
        Column("cause", .text), Column("detail", .text), Column("users", .texts, hidesEmpty: true),
        Column("events", .texts, visibility: .wide), Column("evidence", .texts),
      ],
      rows: measured.flatMap { item in
        item.outages.map { outage in
          let cause = outage.isContinued ? outage.cause.continued : outage.cause
          let events = Set(cause.evidence.map(\.event)).sorted()
          return [
            .integer(Int64(outage.number)), .text(item.series.service), item.series.port,
            .instant(outage.stretch.from), .instant(outage.stretch.until),
            .duration(outage.stretch.length), .list(outage.cuts.map { .text($0.rawValue) }),
            .text(cause.code.rawValue), .nonEmpty(cause.detail),
            .list(cause.users.map { .text($0) }), .list(events.map { .text(String($0)) }),
            .list(cause.evidence.map { .text("event \($0.event): \($0.text)") }),
          ]
        }
      },
      emptyText: "There was no outage in observed time."
    )
  }

  private func flapTable(_ measured: [Measured]) -> ReportTable {
    ReportTable(
      name: "flaps",
      title: "Flaps, by endpoint",
      columns: [
        Column("service", .text, isKey: true), Column("port", .port, isKey: true),
        Column("endpoint", .text, isKey: true), Column("uid", .text, visibility: .wide),
        Column("node", .text), Column("flaps", .integer), Column("lost_for", .duration),
        Column("longest", .duration), Column("first", .instant), Column("last", .instant),
      ],
      rows: measured.flatMap { item in
        item.flaps.map { flaps in
          [
            .text(item.series.service), item.series.port, .text(flaps.endpoint.name),
            .nonEmpty(flaps.endpoint.uid), .nonEmpty(flaps.endpoint.node),
            .integer(Int64(flaps.stretches.count)),
            .duration(flaps.stretches.reduce(0) { $0 + $1.length }),
            .duration(flaps.stretches.map(\.length).max() ?? 0),
            flaps.stretches.first.map { .instant($0.from) } ?? .null,
            flaps.stretches.last.map { .instant($0.from) } ?? .null,
          ]
        }
      },
      emptyText: "No endpoint flapped."
    )
  }
}
