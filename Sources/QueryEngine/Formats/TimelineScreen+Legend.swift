import Diagnostics
import TopologyModel

extension TimelineScreen {
  // MARK: - Below the lines

  /// What the characters mean that were drawn.
  func legend() -> [String] {
    let all = (drawn + sums)
    let cells = Set(all.flatMap { $0.cells })
    var entries: [String] = []
    if case .watching = chart.style.drawing {
      if cells.contains(.content(.state(0))) {
        entries.append("\(glyphs.isASCII ? "#" : "█") observed")
      }
    }
    for (index, state) in chart.states.enumerated() {
      let glyph = glyphs.states[index]
      entries.append("\(glyph) \(DisplayText.safe(state.name))")
    }
    if drawn.contains(where: { $0.cells.contains { Self.shows($0, .absent) } }) {
      entries.append("\(glyphs.absent) \(chart.style.absence)")
    }
    entries += numberEntries(cells)
    if cells.contains(.content(.gap)) || !chart.gaps.isEmpty {
      entries.append("\(glyphs.gap) not observed, at least in part")
    }
    if chart.answer.notes.contains(where: { $0.code == .provisional }) {
      entries.append("\(glyphs.provisional) provisional")
    }
    if cells.contains(where: { if case .change(.state) = $0 { true } else { false } }) {
      entries.append("\(glyphs.change) same state, something else of it changed")
    }
    if cells.contains(where: { if case .several = $0 { true } else { false } }) {
      entries.append("\(glyphs.several) several states within the character")
    }
    if drawn.contains(where: {
      "<[".contains($0.line.beginsBefore) || ">]".contains($0.line.goesOn)
    }) {
      entries.append(endsEntry())
    }
    var lines: [String] = []
    for entry in entries {
      let joined = (lines.last.map { $0 + "   " } ?? "") + entry
      if !lines.isEmpty, DisplayWidth.width(of: joined) <= width {
        lines[lines.count - 1] = joined
      } else {
        lines.append(entry)
      }
    }
    return lines.flatMap { wrapped($0) } + (cutLabels ? wrapped("-- \(cutRemark)") : [])
  }

  private var cutLabels: Bool {
    drawn.contains { DisplayWidth.width(of: $0.line.lane.label) > layout.labels }
  }

  private var cutRemark: String {
    "names are cut where `\(mark)` stands; "
      + display.hints.text("`--format table` shows them in full")
  }

  private func endsEntry() -> String {
    let marks = Set(drawn.flatMap { [$0.line.beginsBefore, $0.line.goesOn] })
    let meanings: [(Character, String)] = [
      ("<", "began before"), (">", "goes on"), ("[", "cut at the start"), ("]", "cut at the end"),
    ]
    return meanings.filter { marks.contains($0.0) }.map { "\($0.0) \($0.1)" }
      .joined(separator: "   ")
  }

  private func numberEntries(_ cells: Set<TimelineLane.Cell>) -> [String] {
    let hasNumbers = cells.contains { cell in
      switch cell {
      case .content(.value), .change(.value): true
      case .several(let contents):
        contents.contains { if case .value = $0 { true } else { false } }
      case .content, .change: false
      }
    }
    guard hasNumbers, let least = glyphs.levels.first, let greatest = glyphs.levels.last else {
      return []
    }
    let meaning = glyphs.isASCII ? "the number, or its share of the most" : "few to most"
    let zero = TimelineLane.Content.value(0)
    let hasZero = cells.contains { cell in
      switch cell {
      case .content(let content), .change(let content): content == zero
      case .several(let contents): contents.contains(zero)
      }
    }
    return (hasZero ? ["0 none"] : []) + ["\(least)..\(greatest) \(meaning); of several the least"]
  }

  static func shows(_ cell: TimelineLane.Cell, _ content: TimelineLane.Content) -> Bool {
    switch cell {
    case .content(let shown), .change(let shown): shown == content
    case .several: false
    }
  }

  // MARK: - Changes

  /// A change of what a line shows.
  private struct Change {
    let instant: Instant
    let label: String
    let text: String
  }

  /// When nothing was in a good state, and each change with its exact time.
  func changes() -> [String] {
    var lines = outages()
    let lists = drawn.flatMap { changes(of: $0.line) }
    let ordered = lists.enumerated().sorted {
      ($0.element.instant, $0.offset) < ($1.element.instant, $1.offset)
    }.map { $0.element }
    guard !ordered.isEmpty else { return lines }
    let times = ordered.prefix(TimelineFormat.changesMax).map { display.zone.text($0.instant) }
    let column = times.map { $0.utf8.count }.max() ?? 0
    lines.append(ordered.count == 1 ? "1 change" : "\(ordered.count) changes")
    for (time, change) in zip(times, ordered) {
      let text = [DisplayText.padded(time, to: column), change.label, change.text]
        .filter { !$0.isEmpty }.joined(separator: "  ")
      lines += CellLines.lines(of: "  " + text, width: width, indent: 4, joints: [" "])
    }
    let rest = ordered.count - TimelineFormat.changesMax
    if rest > 0 {
      let table = display.hints.text("`--format table`")
      lines += wrapped(
        "-- \(rest) more: \(table) has every row, and the stage `| changes` every change"
      )
    }
    return lines
  }

  /// The changes of a line; what changed in a gap counts as changed at its end.
  private func changes(of line: TimelineChart.Line) -> [Change] {
    let label = drawn.count == 1 ? "" : line.lane.label
    var isWatching = false
    if case .watching = chart.style.drawing { isWatching = true }
    var changes: [Change] = []
    var last: TimelineLane.Piece?
    var isBehindGap = false
    for piece in line.lane.pieces {
      if piece.content == .gap, !isWatching {
        isBehindGap = last != nil
        continue
      }
      if let last, last.content != piece.content || last.row != piece.row {
        var text = "\(name(last, line)) \(glyphs.arrow) \(name(piece, line))"
        if last.content == piece.content {
          text = "\(name(piece, line)): \(otherChange(last, piece))"
        }
        if isBehindGap { text += ", while not observed" }
        changes.append(Change(instant: piece.from, label: label, text: text))
      }
      last = piece
      isBehindGap = false
    }
    return changes
  }

  /// Which other columns of a row changed.
  private func otherChange(_ last: TimelineLane.Piece, _ piece: TimelineLane.Piece) -> String {
    guard let before = last.row, let behind = piece.row else { return "changed" }
    let rows = chart.answer.rows
    let names = chart.answer.columns.indices.filter {
      rows[before].values[$0] != rows[behind].values[$0]
    }.map { DisplayText.safe(chart.answer.columns[$0].name) }
    // An outage that ends where a gap begins, and goes on behind it, is cut; nothing else changed.
    if chart.style.absence == TimelineStyle.noOutage { return "cut by time not observed" }
    return names.isEmpty ? "ended and began" : "\(names.joined(separator: ", ")) changed"
  }

  private func name(_ piece: TimelineLane.Piece, _ line: TimelineChart.Line) -> String {
    switch piece.content {
    case .absent: return chart.style.absence
    case .gap: return "not observed"
    case .state(let index):
      return index < chart.states.count ? DisplayText.safe(chart.states[index].name) : "observed"
    case .value(let value): return Self.text(value, line, chart)
    }
  }

  /// The stretches of observed time in which a line above the others is at zero.
  private func outages() -> [String] {
    guard !chart.answer.rows.isEmpty else { return [] }
    return chart.sums.flatMap { outages(of: $0) }
  }

  private func outages(of sum: TimelineChart.Line) -> [String] {
    let none = sum.lane.pieces.filter { $0.content == .value(0) }
    let rest = none.count - TimelineFormat.outagesMax
    return none.prefix(TimelineFormat.outagesMax).flatMap { piece in
      let length = piece.until.nanoseconds.subtractingReportingOverflow(piece.from.nanoseconds)
      return wrapped(
        "none \(sum.lane.label) from \(display.zone.text(piece.from)) to "
          + "\(display.zone.text(piece.until)) (\(ValueText.duration(length.partialValue)))"
      )
    } + (rest > 0 ? wrapped("-- none \(sum.lane.label) \(rest) more times") : [])
  }
}
