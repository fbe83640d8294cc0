import Diagnostics
import TopologyModel

/// Renders an answer over a span for people: a line for each subject, its states drawn over time.
///
/// ```text
///                  04:30:54  04:30:56
///                  ┬─────────┬────────
/// eligible         ▅▂000000000000▅███  0..2
/// cart-1          <█████··········████>
/// cart-2          <███·············███>
/// █ ready · not eligible
/// ```
struct TimelineFormat {
  /// The width of a chart that goes to a file.
  static let widthDefault = 100
  /// The changes listed below a chart (docs/reference/limits.md).
  static let changesMax = 20
  /// The stretches with nothing in a good state listed below a chart (docs/reference/limits.md).
  static let outagesMax = 5
  /// The lines above which those without a change are gathered (docs/reference/limits.md).
  static let linesMax = 40

  let display: DisplayOptions

  /// The answer as text, ending in a line break; a table, and why, where nothing can be drawn.
  func text(_ answer: Answer) -> String {
    guard case .success(let span) = Self.span(answer), !PartialRows.isSelection(answer),
      let style = TimelineStyle(answer)
    else {
      return fallback(answer)
    }
    let width = display.width ?? Self.widthDefault
    // The cells are counted when the labels are known, for which any scale will do.
    guard let rough = TimelineScale(from: span.from, until: span.until, cells: 1) else {
      return fallback(answer)
    }
    let labels = TimelineChart(answer, style: style, scale: rough, zone: display.zone)
    let layout = TimelineScreen.Layout(labels, width: width)
    guard let scale = TimelineScale(from: span.from, until: span.until, cells: layout.cells) else {
      return fallback(answer)
    }
    let chart = TimelineChart(answer, style: style, scale: scale, zone: display.zone)
    return TimelineScreen(chart: chart, layout: layout, display: display, width: width).text()
      + AnswerRemarks.text(answer, display: display)
  }

  private enum Reason: Error {
    case instant
    case everything
  }

  private static func span(
    _ answer: Answer
  ) -> Result<(from: Instant, until: Instant), Reason> {
    switch answer.time {
    case .span(let from, let until): return .success((from, until))
    case .at, .atRevision: return .failure(.instant)
    case .log(let through):
      guard let first = answer.rows.compactMap({ $0.from }).min(), first < through else {
        return .failure(.everything)
      }
      return .success((first, through))
    }
  }

  private func fallback(_ answer: Answer) -> String {
    var reason =
      "what these rows say has no states over time to draw; leave out the last stages, or "
      + "count the rows with `| count`"
    if case .failure(.instant) = Self.span(answer) {
      reason =
        "there is no timeline of one instant; ask over a span, such as `since -1h`, or "
        + "`from TIME to TIME`"
    }
    if PartialRows.isSelection(answer) {
      reason =
        "rows were left out by `limit`, or by `where` on their ends, and a timeline would draw them "
        + "as not there; ask without that stage"
    }
    let text = "-- shown as a table: \(reason)"
    let lines = CellLines.lines(
      of: text,
      width: display.width ?? .max,
      indent: 3,
      joints: [" "]
    )
    return lines.map { $0 + "\n" }.joined() + TableFormat(display: display).text(answer)
  }
}
