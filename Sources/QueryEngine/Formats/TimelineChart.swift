import Diagnostics
import TopologyModel

/// What a timeline is drawn from: the lines of an answer over a span, its gaps, and its states.
struct TimelineChart {
  /// A line, and what stands behind it.
  struct Line {
    var lane: TimelineLane
    /// Which number it shows, among the style's; nil where it counts the other lines.
    var number: Int?
    var beginsBefore: Character = " "
    var goesOn: Character = " "
  }

  let answer: Answer
  let style: TimelineStyle
  let scale: TimelineScale
  /// The time that nobody watched, in order.
  let gaps: [HalfOpenInterval<Instant>]
  /// What all subjects have in common: the names and values of columns.
  private(set) var common: [(name: String, text: String)] = []
  /// The states in the order of the legend.
  private(set) var states: [TimelineState] = []
  /// The lines that count the rows in a good state, one for each port of a Service; none where there is
  /// nothing to count.
  private(set) var sums: [Line] = []
  /// A line for each subject, in the answer's order; several where a subject has rows at one time.
  private(set) var lines: [Line] = []

  /// Reads an answer.
  init(_ answer: Answer, style: TimelineStyle, scale: TimelineScale, zone: DisplayZone) {
    self.answer = answer
    self.style = style
    self.scale = scale
    // Where the question is who watched, gaps are rows.
    if case .watching = style.drawing { gaps = [] } else { gaps = Self.gaps(answer, scale) }
    let labels = Self.labels(answer, style, zone)
    common = labels.common
    if case .states(let state) = style.drawing {
      for row in answer.rows {
        let state = state(row)
        if !states.contains(state) { states.append(state) }
      }
      // Good ones first, bad ones last.
      let order: [TimelineState.Tone] = [.good, .other, .bad]
      let unordered = states
      states = order.flatMap { tone in unordered.filter { $0.tone == tone } }
    }
    var subjects: [String] = []
    var rows: [String: [Int]] = [:]
    for (index, label) in labels.rows.enumerated() {
      if rows[label] == nil { subjects.append(label) }
      rows[label, default: []].append(index)
    }
    if subjects.isEmpty { (subjects, rows) = (["(no rows)"], ["(no rows)": []]) }
    for number in numbers.indices {
      for subject in subjects {
        lines += makeLines(subject, number, rows[subject] ?? [])
      }
    }
    sums = makeSums(zone)
  }

  /// The columns of numbers; one entry, without meaning, where states are drawn.
  private var numbers: [Int] {
    if case .numbers(let columns) = style.drawing { columns } else { [0] }
  }

  // MARK: - Subjects

  private static func labels(
    _ answer: Answer,
    _ style: TimelineStyle,
    _ zone: DisplayZone
  ) -> (rows: [String], common: [(name: String, text: String)]) {
    func cell(_ row: ResultRow, _ column: Int) -> String {
      DisplayText.cell(row.values[column], zone)
    }
    guard let first = answer.rows.first else { return ([], []) }
    let varying = style.subjects.filter { column in
      answer.rows.contains { $0.values[column] != first.values[column] }
    }
    // Of a single subject, the last name says which it is.
    let named = style.subjects.filter { first.values[$0] != .null }
    let own = varying.isEmpty ? Array(named.suffix(1)) : telling(varying, answer.rows)
    let common = style.subjects.filter {
      !own.contains($0) && !varying.contains($0) && first.values[$0] != .null
    }
    let rows = answer.rows.map { row -> String in
      // Of numbers, rows without a value are a group of their own, not all of them.
      let parts = own.filter { style.isOfNumbers || row.values[$0] != .null }.map { cell(row, $0) }
      if own.isEmpty { return style.sumLabel(answer) }
      return parts.isEmpty ? style.whole : parts.joined(separator: " ")
    }
    return (rows, common.map { (DisplayText.safe(answer.columns[$0].name), cell(first, $0)) })
  }

  /// Of columns those that are needed to tell subjects apart: an address adds nothing to its Pod.
  private static func telling(_ columns: [Int], _ rows: [ResultRow]) -> [Int] {
    func count(_ columns: [Int]) -> Int {
      Set(rows.map { row in columns.map { row.values[$0] } }).count
    }
    let whole = count(columns)
    return columns.reversed().reduce(columns) { kept, column in
      let rest = kept.filter { $0 != column }
      return !rest.isEmpty && count(rest) == whole ? rest : kept
    }
  }

  /// The lines of a subject: as many as it has rows at one time.
  private func makeLines(_ label: String, _ number: Int, _ indexes: [Int]) -> [Line] {
    var lanes: [[TimelineLane.Piece]] = []
    let pieces = indexes.compactMap { piece($0, number) }.sorted { $0.from < $1.from }
    for piece in pieces {
      if let free = lanes.firstIndex(where: { ($0.last?.until ?? scale.from) <= piece.from }) {
        lanes[free].append(piece)
      } else {
        lanes.append([piece])
      }
    }
    if lanes.isEmpty { lanes = [[]] }
    let name = numbers.count > 1 ? answer.columns[numbers[number]].name : ""
    let full = [label, name].filter { !$0.isEmpty }.joined(separator: " ")
    return lanes.map { pieces in
      let lane = TimelineLane(label: full, rows: pieces, gaps: gaps, scale: scale)
      return Line(
        lane: lane,
        number: number,
        beginsBefore: beginMark(lane.pieces.first),
        goesOn: endMark(lane.pieces.last)
      )
    }
  }

  private func piece(_ index: Int, _ number: Int) -> TimelineLane.Piece? {
    let row = answer.rows[index]
    let from = row.from.map { scale.clamped($0) } ?? scale.from
    let until = row.until.map { scale.clamped($0) } ?? scale.until
    guard from < until else { return nil }
    return TimelineLane.Piece(
      from: from,
      until: until,
      content: content(row, number),
      row: index
    )
  }

  private func content(_ row: ResultRow, _ number: Int) -> TimelineLane.Content {
    switch style.drawing {
    case .states(let state):
      return .state(states.firstIndex(of: state(row)) ?? 0)
    case .watching(let isObserved): return isObserved(row) ? .state(0) : .gap
    case .numbers(let columns):
      switch row.values[columns[number]] {
      case .integer(let value): return .value(Double(value))
      case .duration(let value): return .value(Double(value))
      case .decimal(let value): return value.isFinite ? .value(value) : .absent
      case .null, .boolean, .text, .address, .instant, .port, .list, .labels, .document:
        return .absent
      }
    }
  }

  private func beginMark(_ piece: TimelineLane.Piece?) -> Character {
    guard let row = piece?.row.map({ answer.rows[$0] }) else { return " " }
    guard let from = row.from, from >= scale.from else { return "<" }
    return from == scale.from && row.certainty == .clipped ? "[" : " "
  }

  private func endMark(_ piece: TimelineLane.Piece?) -> Character {
    guard let row = piece?.row.map({ answer.rows[$0] }), piece?.until == scale.until
    else { return " " }
    guard let until = row.until, until <= scale.until else { return ">" }
    return until == scale.until && row.certainty == .clipped ? "]" : " "
  }

  // MARK: - Time

  /// Where one of the kinds that the question reads was not observed.
  private static func gaps(
    _ answer: Answer,
    _ scale: TimelineScale
  ) -> [HalfOpenInterval<Instant>] {
    let all = answer.coverage.filter { !$0.isObserved }.map { stretch in
      HalfOpenInterval(
        from: scale.clamped(stretch.from ?? scale.from),
        until: scale.clamped(stretch.until ?? scale.until)
      )
    }
    var joined: [HalfOpenInterval<Instant>] = []
    for gap in all.sorted(by: { $0.from < $1.from }) {
      guard let until = gap.until, gap.from < until else { continue }
      if let end = joined.last?.until, gap.from <= end {
        joined[joined.count - 1].until = max(end, until)
      } else {
        joined.append(gap)
      }
    }
    return joined
  }

  /// How many rows were in a good state, as steps: of each port of each Service where these differ.
  private func makeSums(_ zone: DisplayZone) -> [Line] {
    guard let name = style.sum, lines.count > 1 || answer.rows.isEmpty else { return [] }
    let apart = style.subjects.filter { ["service", "port"].contains(answer.columns[$0].name) }
    // A row about the Service as a whole, as `why` has one, is of no port.
    func isOfPort(_ row: ResultRow) -> Bool { apart.allSatisfy { row.values[$0] != .null } }
    let counted = answer.rows.filter(isOfPort)
    guard let first = counted.first else { return [sum(name, [])] }
    let parting = apart.filter { column in
      counted.contains { $0.values[column] != first.values[column] }
    }
    var labels: [String] = []
    var pieces: [String: [TimelineLane.Piece]] = [:]
    for line in lines {
      for piece in line.lane.pieces {
        guard let row = piece.row.map({ answer.rows[$0] }), isOfPort(row) else { continue }
        let group = parting.map { DisplayText.cell(row.values[$0], zone) }
        let label = ([name] + group).joined(separator: " ")
        if pieces[label] == nil { labels.append(label) }
        pieces[label, default: []].append(piece)
      }
    }
    return labels.map { sum($0, pieces[$0] ?? []) }
  }

  private func sum(_ name: String, _ all: [TimelineLane.Piece]) -> Line {
    var steps: [Instant: Int] = [scale.from: 0]
    for piece in all {
      guard case .state(let state) = piece.content, states[state].tone == .good else { continue }
      steps[piece.from, default: 0] += 1
      steps[piece.until, default: 0] -= 1
    }
    let times = steps.keys.sorted()
    var pieces: [TimelineLane.Piece] = []
    var count = 0
    for (index, time) in times.enumerated() where time < scale.until {
      count += steps[time] ?? 0
      let until = index + 1 < times.count ? times[index + 1] : scale.until
      if case .value(let last)? = pieces.last?.content, last == Double(count) {
        pieces[pieces.count - 1].until = until
      } else {
        let content = TimelineLane.Content.value(Double(count))
        pieces.append(TimelineLane.Piece(from: time, until: until, content: content, row: nil))
      }
    }
    return Line(lane: TimelineLane(label: name, rows: pieces, gaps: gaps, scale: scale))
  }
}

extension TimelineStyle {
  /// Whether lines show numbers.
  fileprivate var isOfNumbers: Bool {
    if case .numbers = drawing { true } else { false }
  }

  /// What the line of a row without a name is called: `why` has one for the Service.
  fileprivate var whole: String { sum == "serving" ? "(service)" : "(all)" }

  /// What a line is called that no column names.
  fileprivate func sumLabel(_ answer: Answer) -> String {
    switch drawing {
    case .numbers(let columns): columns.count == 1 ? answer.columns[columns[0]].name : ""
    case .states, .watching: absence == Self.noOutage ? "outages" : "rows"
    }
  }
}
