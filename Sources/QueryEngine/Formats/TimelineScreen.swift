import Diagnostics
import TopologyModel

/// Writes a timeline: the axis, the lines, the legend, and the changes with their exact times.
struct TimelineScreen {
  /// How the width of a line is divided.
  struct Layout {
    let labels: Int
    let cells: Int
    /// What stands behind lines of numbers.
    let suffix: Int

    init(_ chart: TimelineChart, width: Int) {
      let all = (chart.sums + chart.lines).map { $0.lane.label }
      let widest = all.map { DisplayWidth.width(of: $0) }.max() ?? 0
      labels = max(1, min(widest, width * 2 / 5))
      let ranges = (chart.lines + chart.sums).map {
        TimelineScreen.range($0, chart).utf8.count
      }
      suffix = min(ranges.max() ?? 0, width / 5)
      // A space, and a mark at either end; a space before the suffix.
      cells = max(1, width - labels - 3 - (suffix == 0 ? 0 : suffix + 1))
    }
  }

  /// A line, drawn.
  struct Drawn {
    let line: TimelineChart.Line
    let cells: [TimelineLane.Cell]
  }

  let chart: TimelineChart
  let layout: Layout
  let display: DisplayOptions
  let width: Int
  let glyphs: TimelineGlyphs
  let drawn: [Drawn]
  let sums: [Drawn]
  /// The greatest value of each number, over all lines.
  private let greatest: [Double]
  private let sumGreatest: Double

  init(chart: TimelineChart, layout: Layout, display: DisplayOptions, width: Int) {
    self.chart = chart
    self.layout = layout
    self.display = display
    self.width = width
    glyphs = TimelineGlyphs(chart.states, isASCII: display.glyphs == .ascii)
    drawn = chart.lines.map { Drawn(line: $0, cells: $0.lane.cells(chart.scale)) }
    sums = chart.sums.map { Drawn(line: $0, cells: $0.lane.cells(chart.scale)) }
    var greatest = [Double](
      repeating: 0,
      count: 1 + (chart.lines.compactMap { $0.number }.max() ?? 0)
    )
    for line in chart.lines {
      let number = line.number ?? 0
      greatest[number] = max(greatest[number], Self.values(line).max() ?? 0)
    }
    self.greatest = greatest
    sumGreatest = chart.sums.flatMap { Self.values($0) }.max() ?? 0
  }

  /// The chart, ending in a line break.
  func text() -> String {
    let (rows, quiet) = gathered()
    var lines = title() + axis()
    for sum in sums { lines += numberLines(sum) }
    for row in rows { lines += isNumbers ? numberLines(row) : [stateLine(row)] }
    lines += quiet
    lines += legend() + changes()
    return lines.map { line in
      var line = line
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  private var isNumbers: Bool {
    if case .numbers = chart.style.drawing { true } else { false }
  }

  // MARK: - Above the lines

  private func title() -> [String] {
    let dot = glyphs.isASCII ? "; " : " · "
    var parts = chart.common.map { "\($0.name) \($0.text)" }
    let cell = ValueText.duration(chart.scale.nanosecondsPerCell)
    let day = display.zone.text(chart.scale.from).prefix(10)
    parts.append("\(day), times in \(DisplayText.safe(display.zone.name))")
    parts.append("one character is \(cell)")
    return wrapped(parts.joined(separator: dot))
  }

  private func axis() -> [String] {
    let gaps = Set(chart.gaps.flatMap { cells(of: $0) })
    let provisional = Set(
      chart.answer.notes.filter { $0.code == .provisional }.flatMap { note in
        cells(
          of: HalfOpenInterval(
            from: chart.scale.clamped(note.from ?? chart.scale.from),
            until: chart.scale.clamped(note.until ?? chart.scale.until)
          )
        )
      }
    ).subtracting(gaps)
    let axis = TimelineAxis(scale: chart.scale, zone: display.zone)
    let lines = axis.lines(isASCII: glyphs.isASCII) { cell in
      gaps.contains(cell) ? glyphs.gap : provisional.contains(cell) ? glyphs.provisional : nil
    }
    let space = String(repeating: " ", count: layout.labels + 2)
    return [space + lines.times, space + lines.marks]
  }

  private func cells(of interval: HalfOpenInterval<Instant>) -> ClosedRange<Int> {
    let last = interval.until.map { $0.advanced(byNanoseconds: -1) } ?? chart.scale.until
    let first = chart.scale.cell(of: interval.from)
    return first...max(first, chart.scale.cell(of: last))
  }

  // MARK: - Lines

  /// Lines without any change are one where there are many, with their number.
  private func gathered() -> (rows: [Drawn], quiet: [String]) {
    guard !isNumbers, drawn.count > TimelineFormat.linesMax else { return (drawn, []) }
    var rows: [Drawn] = []
    var quiet: [(text: String, count: Int)] = []
    for row in drawn {
      guard row.cells.dropFirst().allSatisfy({ $0 == row.cells[0] || $0 == .content(.gap) }),
        case .content = row.cells[0]
      else {
        rows.append(row)
        continue
      }
      let text = bar(row)
      if let known = quiet.firstIndex(where: { $0.text == text }) {
        quiet[known].count += 1
      } else {
        quiet.append((text, 1))
      }
    }
    return (rows, quiet.map { label("\($0.count) unchanged") + $0.text })
  }

  private func stateLine(_ row: Drawn) -> String {
    label(row.line.lane.label) + bar(row)
  }

  /// The sparkline with the range of its values, and below it where there were several at once.
  private func numberLines(_ row: Drawn) -> [String] {
    let range = Self.range(row.line, chart)
    let suffix = CellLines.cut(range, to: layout.suffix, mark: mark)
    var lines = [label(row.line.lane.label) + bar(row) + " " + suffix]
    let marks = row.cells.map { cell -> Character in
      if case .several = cell { glyphs.several } else { " " }
    }
    if marks.contains(glyphs.several) { lines.append(label("") + " " + String(marks)) }
    return lines
  }

  private func bar(_ row: Drawn) -> String {
    let isSum = row.line.number == nil
    let greatest = isSum ? sumGreatest : greatest[row.line.number ?? 0]
    var text = ""
    var run = ""
    var tint = ""
    func close() {
      text += tint.isEmpty ? run : "\u{1B}[\(tint)m\(run)\u{1B}[0m"
      run = ""
    }
    for cell in row.cells {
      let (glyph, color) = glyph(cell, greatest)
      let next = display.isColored ? color : ""
      if next != tint { close() }
      tint = next
      run.append(glyph)
    }
    close()
    return "\(row.line.beginsBefore)\(text)\(row.line.goesOn)"
  }

  private func glyph(
    _ cell: TimelineLane.Cell,
    _ greatest: Double
  ) -> (glyph: Character, color: String) {
    switch cell {
    case .content(let content): return glyph(content, greatest)
    case .change(.absent): return glyph(.absent, greatest)
    case .change(let content):
      if case .value = content { return glyph(content, greatest) }
      return (glyphs.change, glyph(content, greatest).color)
    case .several(let contents):
      let values = contents.map { content -> Double in
        if case .value(let value) = content { value } else { 0 }
      }
      let hasValues = contents.contains { if case .value = $0 { true } else { false } }
      guard hasValues, let least = values.min() else { return (glyphs.several, "1") }
      return glyph(contents.contains(.absent) ? .absent : .value(least), greatest)
    }
  }

  private func glyph(
    _ content: TimelineLane.Content,
    _ greatest: Double
  ) -> (glyph: Character, color: String) {
    switch content {
    case .absent: return (glyphs.absent, "")
    case .gap: return (glyphs.gap, "2")
    case .state(let index):
      guard index < chart.states.count else { return (glyphs.isASCII ? "#" : "█", "32") }
      switch chart.states[index].tone {
      case .good: return (glyphs.states[index], "32")
      case .other: return (glyphs.states[index], "33")
      case .bad: return (glyphs.states[index], "31")
      }
    case .value(let value):
      return (glyphs.level(value, greatest: greatest), value == 0 ? "31" : "36")
    }
  }

  private static func values(_ line: TimelineChart.Line) -> [Double] {
    line.lane.pieces.compactMap { piece in
      if case .value(let value) = piece.content { value } else { nil }
    }
  }

  /// The least and the greatest value of a line; empty where it has none.
  static func range(_ line: TimelineChart.Line, _ chart: TimelineChart) -> String {
    let values = values(line)
    guard let least = values.min(), let greatest = values.max() else { return "" }
    let texts = [least, greatest].map { text($0, line, chart) }
    return least == greatest ? texts[0] : "\(texts[0])..\(texts[1])"
  }

  /// A number as the table writes it.
  static func text(_ value: Double, _ line: TimelineChart.Line, _ chart: TimelineChart) -> String {
    guard case .numbers(let columns) = chart.style.drawing else { return String(Int(value)) }
    switch chart.answer.columns[columns[line.number ?? 0]].type {
    case .duration: return ValueText.duration(Int64(value))
    case .integer: return String(Int64(value))
    case .decimal, .boolean, .text, .address, .instant, .port, .texts, .addresses, .ports, .labels,
      .document:
      return DisplayText.cell(.decimal(value))
    }
  }

  var mark: String { glyphs.isASCII ? "..." : "…" }

  private func label(_ text: String) -> String {
    DisplayText.padded(
      CellLines.cutInside(text, to: layout.labels, mark: mark),
      to: layout.labels
    ) + " "
  }

  func wrapped(_ text: String) -> [String] {
    CellLines.lines(of: text, width: width, indent: 2, joints: [" "])
  }
}
