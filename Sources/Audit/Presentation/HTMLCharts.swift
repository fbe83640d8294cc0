import TopologyModel

/// Charts as lists of lanes, each with an inline drawing that is described in words.
struct HTMLCharts {
  /// The width and height of a lane's own units.
  private static let width = 1000.0
  private static let height = 28.0
  /// The least width at which outages and gaps are drawn, so that none is too short to be seen.
  private static let widthMin = 3.0

  /// The hatching of unobserved time, which all charts use.
  static let definitions = """
    <svg class="defs" aria-hidden="true" focusable="false"><defs>\
    <pattern id="gap" width="7" height="7" patternUnits="userSpaceOnUse" \
    patternTransform="rotate(45)"><rect class="gapbg" width="7" height="7"/>\
    <line class="hatch" x1="0" y1="0" x2="0" y2="7"/></pattern></defs></svg>

    """

  static func text(_ chart: ReportChart) -> String {
    var text = "<figure class=\"chart\" id=\"\(chart.id)\">\n"
    text += "<figcaption>\(HTMLText.escaped(chart.title))</figcaption>\n"
    text += "<ul class=\"keys\">" + chart.keys.map { key($0) }.joined()
    if chart.span != nil { text += "<li>short outages and gaps are drawn wider than they are</li>" }
    text += "</ul>\n"
    if let span = chart.span { text += axis(span) }
    text += "<ol class=\"lanes\">\n"
    for (index, lane) in chart.lanes.enumerated() {
      text += self.lane(lane, chart, id: "\(chart.id)-\(index + 1)")
    }
    return text + "</ol>\n</figure>\n"
  }

  private static func key(_ key: ReportChart.Key) -> String {
    "<li><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\" focusable=\"false\">"
      + "<rect class=\"\(key.style)\" width=\"24\" height=\"12\"/></svg>"
      + "\(HTMLText.escaped(key.text))</li>"
  }

  private static func axis(_ span: Stretch) -> String {
    let ticks = (0...4).map { quarter -> String in
      let offset = Int64(Double(span.length) * Double(quarter) / 4)
      let instant = quarter == 4 ? span.until : span.from.advanced(byNanoseconds: offset)
      return "<span style=\"left:\(quarter * 25)%\">\(tick(instant, span))</span>"
    }
    return
      "<div class=\"axis\" aria-hidden=\"true\"><div class=\"ticks\">\(ticks.joined())</div></div>\n"
  }

  /// The time of day, with the date where the span is longer than a day.
  private static func tick(_ instant: Instant, _ span: Stretch) -> String {
    let text = instant.description
    let (date, time) = (text.prefix(10), text.dropFirst(11))
    if span.length > 86_400_000_000_000 { return "\(date.dropFirst(5)) \(time.prefix(5))" }
    return String(time.prefix(8))
  }

  private static func lane(_ lane: ReportChart.Lane, _ chart: ReportChart, id: String) -> String {
    var drawing = "<rect class=\"base\" width=\"1000\" height=\"28\"/>"
    switch lane.content {
    case .steps(let steps, let bars):
      drawing += area(steps, chart)
      drawing += bars.map { bar($0, chart) }.joined()
    case .bars(let bars): drawing += bars.map { bar($0, chart) }.joined()
    case .shares(let shares): drawing += self.shares(shares)
    }
    drawing += chart.gaps.all.map { stretch in
      rectangle("gap", stretch, chart, y: 0, height: height)
    }.joined()
    return "<li class=\"lane\"><span class=\"label\">\(HTMLText.escaped(lane.label))</span>"
      + "<svg viewBox=\"0 0 1000 28\" preserveAspectRatio=\"none\" role=\"img\" "
      + "aria-labelledby=\"\(id)-t \(id)-d\"><title id=\"\(id)-t\">"
      + "\(HTMLText.escaped(lane.label))</title><desc id=\"\(id)-d\">"
      + "\(HTMLText.escaped(lane.description))\(gapWords(chart))</desc>\(drawing)</svg>"
      + "<span class=\"value\">\(HTMLText.escaped(lane.value))</span></li>\n"
  }

  private static func gapWords(_ chart: ReportChart) -> String {
    chart.gaps.isEmpty
      ? "" : "; \(ReportText.duration(chart.gaps.length)) of the span were not observed"
  }

  /// The counts as one filled outline, the highest at the top.
  private static func area(_ steps: [ReportChart.Step], _ chart: ReportChart) -> String {
    guard let most = steps.map(\.count).max(), most > 0 else { return "" }
    var path = ""
    var level = 0
    for step in steps {
      if path.isEmpty { path = "M\(x(step.stretch.from, chart)) 28" }
      if step.count != level || path.hasSuffix(" 28") {
        level = step.count
        path += "H\(x(step.stretch.from, chart))V\(number(28 - 26 * Double(level) / Double(most)))"
      }
      path += "H\(x(step.stretch.until, chart))"
    }
    return "<path class=\"steps\" d=\"\(path)V28Z\"/>"
  }

  private static func bar(_ bar: ReportChart.Bar, _ chart: ReportChart) -> String {
    let isBad = bar.style == .bad
    return rectangle(
      bar.style.rawValue,
      bar.stretch,
      chart,
      y: isBad ? 0 : 6,
      height: isBad ? height : 16
    )
  }

  private static func rectangle(
    _ style: String,
    _ stretch: Stretch,
    _ chart: ReportChart,
    y: Double,
    height: Double
  ) -> String {
    let (left, right) = (position(stretch.from, chart), position(stretch.until, chart))
    let width = max(right - left, widthMin)
    let start = min(max(0, (left + right - width) / 2), Self.width - width)
    return "<rect class=\"\(style)\" x=\"\(number(start))\" y=\"\(number(y))\" "
      + "width=\"\(number(width))\" height=\"\(number(height))\"/>"
  }

  private static func shares(_ shares: [Double?]) -> String {
    shares.enumerated().map { index, share in
      guard let share else { return "" }
      let style = index == 0 ? "share" : "share-more"
      let (y, height) = index == 0 ? (4.0, 20.0) : (10.0, 8.0)
      return "<rect class=\"\(style)\" y=\"\(number(y))\" width=\"\(number(share * width))\" "
        + "height=\"\(number(height))\"/>"
    }.joined()
  }

  private static func position(_ instant: Instant, _ chart: ReportChart) -> Double {
    guard let span = chart.span, span.length > 0 else { return 0 }
    let offset = Double(Stretch(from: span.from, until: instant).length)
    return min(max(offset / Double(span.length) * width, 0), width)
  }

  private static func x(_ instant: Instant, _ chart: ReportChart) -> String {
    number(position(instant, chart))
  }

  /// A number with two decimals at most.
  private static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, part) = (hundredths / 100, hundredths % 100)
    if part == 0 { return String(whole) }
    return part % 10 == 0 ? "\(whole).\(part / 10)" : "\(whole).\(part < 10 ? "0" : "")\(part)"
  }
}
