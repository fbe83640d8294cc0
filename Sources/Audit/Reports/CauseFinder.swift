import QueryEngine
import TopologyModel

/// Finds out why outages began, from what the log says of the endpoints that were lost.
struct CauseFinder {
  /// How far back, in nanoseconds, the loss of the endpoints may have begun: 5 min.
  static let declineMax: Int64 = 300_000_000_000
  /// How long, in nanoseconds, before an endpoint was lost its Pod's change may lie: 60 s.
  static let leadMax: Int64 = 60_000_000_000
  /// The most lost Pods of an outage whose events are looked up.
  static let podsMax = 10

  /// An endpoint that was lost.
  struct Loss {
    var endpoint: PortSeries.Endpoint
    var at: Instant
    /// What its row says behind the loss; nil where it was no longer listed.
    var after: ReportRows.Row?
  }

  let questions: ReportQuestions
  /// The events of the scope's Services, by Service.
  let serviceEvents: [String: [ReportRows.Row]]
  /// When Nodes were not ready, with the events that say so.
  let nodesNotReady: [String: [(Stretch, Int64?)]]

  init(_ questions: ReportQuestions) throws {
    self.questions = questions
    let span = questions.request.span
    let events = try questions.ask(
      "events of service $service",
      stages: "where type != \"audited\" and summary != \"no visible change\"",
      parameters: [("service", "service", questions.request.scope.pattern)],
      isQuiet: true
    )
    serviceEvents = Dictionary(grouping: events.rows) {
      "\($0.text("namespace"))/\($0.text("name"))"
    }
    let nodes =
      questions.request.isConfined
      ? []
      : try questions.ask("nodes", stages: "where not ready", parameters: [], isQuiet: true).rows
    nodesNotReady = nodes.reduce(into: [:]) { all, row in
      guard let stretch = row.stretch(in: span) else { return }
      all[row.text("name"), default: []].append((stretch, row.result.event?.value))
    }
  }

  /// Why an outage of a series began, the outages before it being known.
  func cause(
    _ outage: Outage,
    of series: PortSeries,
    after previous: Instant?
  ) throws
    -> OutageCause
  {
    let start = outage.stretch.from
    if outage.cuts.contains(.gapBefore) {
      return OutageCause(code: .unknown, detail: "it began while nobody was watching", evidence: [])
    }
    if start == series.window.from {
      return outage.cuts.contains(.spanStart)
        ? OutageCause(code: .unknown, detail: "it began before the span", evidence: [])
        : starting(outage, series)
    }
    if !series.existence.contains(start) { return gone(start, series) }
    let losses = losses(outage, of: series, after: previous)
    guard !losses.isEmpty else { return .unknown }
    return try cause(losses, start, series)
  }

  private func starting(_ outage: Outage, _ series: PortSeries) -> OutageCause {
    let evidence = serviceEvents[series.service, default: []]
      .filter { $0.result.from == outage.stretch.from }.map { Self.evidence($0) }
    let listed = series.endpoints.compactMap { $0.rows.first?.result.from }
      .filter { $0 < outage.stretch.until }.count
    let detail =
      listed == 0
      ? "the port was new, and no endpoint was listed"
      : "the port was new, and none of the \(ReportText.count(listed, "endpoint")) listed was ready"
    return OutageCause(code: .starting, detail: detail, evidence: evidence)
  }

  private func gone(_ start: Instant, _ series: PortSeries) -> OutageCause {
    let events = serviceEvents[series.service, default: []].filter { $0.result.from == start }
    let isDeleted = events.contains { ["deleted", "left-filter"].contains($0.text("type")) }
    return OutageCause(
      code: isDeleted ? .serviceDeleted : events.isEmpty ? .unknown : .portRemoved,
      detail: isDeleted
        ? "the Service was deleted, and came back later"
        : events.isEmpty
          ? "the port was gone; no event of the Service says why"
          : "the Service lost the port, and got it back later",
      evidence: events.map { Self.evidence($0) }
    )
  }

  /// The endpoints that were lost from when the count last stood highest.
  private func losses(
    _ outage: Outage,
    of series: PortSeries,
    after previous: Instant?
  ) -> [Loss] {
    let start = outage.stretch.from
    let earliest = max(
      start.advanced(byNanoseconds: -Self.declineMax),
      previous ?? series.window.from
    )
    let before = series.steps.filter { $0.stretch.until <= start && $0.stretch.until > earliest }
    guard let most = before.map(\.count).max(),
      let decline = before.last(where: { $0.count == most })?.stretch.until
    else { return [] }
    let losses = series.endpoints.compactMap { endpoint -> Loss? in
      guard
        let last = endpoint.eligible.all.last(where: { $0.until <= start && $0.until >= decline })
      else { return nil }
      let after = endpoint.rows.first { !$0.isTrue("eligible") && $0.result.from == last.until }
      return Loss(endpoint: endpoint, at: last.until, after: after)
    }
    return losses.sorted {
      $0.at != $1.at ? $0.at < $1.at : $0.endpoint.name < $1.endpoint.name
    }
  }

  private func cause(
    _ losses: [Loss],
    _ start: Instant,
    _ series: PortSeries
  ) throws -> OutageCause {
    let earliest = losses[0].at
    let changes = serviceEvents[series.service, default: []].filter { row in
      guard let at = row.result.from else { return false }
      return at > earliest.advanced(byNanoseconds: -Self.leadMax) && at <= start
        && row.text("type") != "added" && row.text("summary").contains("selector ")
    }
    var evidence: [OutageCause.Evidence] = []
    var codes: [OutageCause.Code] = []
    for loss in losses.prefix(Self.podsMax) {
      let events = try podEvents(loss)
      let code = code(loss, events, hasSelectorChange: !changes.isEmpty)
      codes.append(code)
      evidence += shown(events, code, changes).map { Self.evidence($0) }
      if let row = loss.after, let event = row.result.event {
        evidence.append(
          .init(
            event: event.value,
            text: "slice \(row.text("slice")): \(loss.endpoint.name) \(Self.condition(row))",
            user: ""
          )
        )
      }
      if code == .nodeNotReady, let event = notReady(loss)?.1 {
        evidence.append(
          .init(event: event, text: "Node \(loss.endpoint.node): not ready", user: "")
        )
      }
    }
    let first = codes.contains(.selectorChanged) ? changes.map { Self.evidence($0) } : []
    let kinds = Set(codes)
    return OutageCause(
      code: kinds.count == 1 ? codes[0] : .mixed,
      detail: detail(losses, codes),
      evidence: Self.ordered(first) + Self.ordered(evidence)
    )
  }

  private func podEvents(_ loss: Loss) throws -> [ReportRows.Row] {
    guard !loss.endpoint.uid.isEmpty else { return [] }
    let span = Stretch(
      from: loss.at.advanced(byNanoseconds: -Self.leadMax),
      until: loss.at.advanced(byNanoseconds: 1)
    )
    do {
      return try questions.ask(
        "events of pod $pod",
        stages: "where type != \"audited\" and summary != \"no visible change\"",
        span: span,
        parameters: [("pod", "pod", "uid:\(loss.endpoint.uid)")],
        isQuiet: true
      ).rows
    } catch ReportError.refused {
      // A target's UID is any text that a slice has; what is no UID names no Pod.
      return []
    }
  }

  private func code(
    _ loss: Loss,
    _ events: [ReportRows.Row],
    hasSelectorChange: Bool
  ) -> OutageCause.Code {
    let texts = events.map { $0.text("summary") }
    let isEnded = texts.contains { $0.contains("→ Succeeded") || $0.contains("→ Failed") }
    let isGoing =
      texts.contains { $0.contains("terminating none → yes") }
      || events.contains { $0.text("type") == "deleted" }
    if let after = loss.after {
      if after.isTrue("terminating") || isGoing { return .podsDeleted }
      if isEnded { return .podsEnded }
      if !after.isTrue("ready") { return notReady(loss) == nil ? .readinessLost : .nodeNotReady }
      return .unknown
    }
    if isGoing { return .podsDeleted }
    if isEnded { return .podsEnded }
    return hasSelectorChange ? .selectorChanged : .endpointsRemoved
  }

  private func notReady(_ loss: Loss) -> (Stretch, Int64?)? {
    nodesNotReady[loss.endpoint.node]?.first { $0.0.contains(loss.at) }
  }

  /// The events of a Pod that speak of the loss.
  private func shown(
    _ events: [ReportRows.Row],
    _ code: OutageCause.Code,
    _ changes: [ReportRows.Row]
  ) -> [ReportRows.Row] {
    let words: [String]
    switch code {
    case .readinessLost, .nodeNotReady: words = ["ready yes → no"]
    case .podsDeleted: words = ["terminating none → yes", "gone"]
    case .podsEnded: words = ["→ Succeeded", "→ Failed"]
    case .selectorChanged, .endpointsRemoved:
      let selecting = LabelChange.keys(ofSelectorsIn: changes.map { $0.text("summary") })
      return events.filter { row in
        let lost = LabelChange.lostKeys(in: row.text("summary"))
        return code == .selectorChanged ? !lost.isDisjoint(with: selecting) : !lost.isEmpty
      }.suffix(1)
    case .starting, .serviceDeleted, .portRemoved, .mixed, .unknown: words = []
    }
    let found = events.filter { row in words.contains { row.text("summary").contains($0) } }
    // A deletion is asked for first, and done later: both tell of it.
    return code == .podsDeleted ? found : Array(found.suffix(1))
  }

  private func detail(_ losses: [Loss], _ codes: [OutageCause.Code]) -> String {
    let order = OutageCause.Code.allCases
    let counts = order.compactMap { code -> String? in
      let count = codes.filter { $0 == code }.count
      return count == 0 ? nil : "\(count) \(Self.word(code))"
    }
    let first = losses[0]
    let total = ReportText.count(losses.count, "endpoint")
    // Nothing is claimed of those that were not looked at.
    let isPart = codes.count < losses.count
    let looked = isPart ? "; of the \(codes.count) looked at " : ": "
    var text = "\(total) lost\(looked)\(counts.joined(separator: ", "))"
    text += "; first \(first.endpoint.name) at \(first.at)"
    if let last = losses.last, losses.count > 1 {
      text += ", last \(last.endpoint.name) at \(last.at)"
    }
    return text
  }

  private static func word(_ code: OutageCause.Code) -> String {
    switch code {
    case .readinessLost: "no longer ready"
    case .nodeNotReady: "on a Node that was not ready"
    case .podsDeleted: "being deleted"
    case .podsEnded: "ended"
    case .selectorChanged: "no longer selected"
    case .endpointsRemoved: "no longer listed"
    case .starting, .serviceDeleted, .portRemoved, .mixed, .unknown: "for an unknown reason"
    }
  }

  private static func condition(_ row: ReportRows.Row) -> String {
    if row.isTrue("terminating") { return "terminating" }
    return row.isTrue("ready") ? "ready" : "not ready"
  }

  private static func evidence(_ row: ReportRows.Row) -> OutageCause.Evidence {
    let user = row.text("user")
    let by = user.isEmpty ? "" : " (by \(user), \(row.text("verb")))"
    return .init(
      event: row.eventNumber ?? 0,
      text: "\(row.text("kind")) \(row.text("name")) \(row.text("type")): "
        + "\(row.text("summary"))\(by)",
      user: user
    )
  }

  /// By event, each once.
  private static func ordered(_ evidence: [OutageCause.Evidence]) -> [OutageCause.Evidence] {
    var seen: Set<OutageCause.Evidence> = []
    return evidence.filter { seen.insert($0).inserted }
      .sorted { $0.event != $1.event ? $0.event < $1.event : $0.text < $1.text }
  }
}
