import TopologyModel

/// A line of a timeline: what was so of one subject, without holes, over the whole span.
struct TimelineLane {
  /// What was so for a while.
  enum Content: Hashable {
    /// There was no row.
    case absent
    /// Nobody was watching.
    case gap
    /// A state, by its place in the legend.
    case state(Int)
    /// A number, by its place among those of the chart.
    case value(Double)
  }

  /// A stretch in which nothing changed.
  struct Piece {
    var from: Instant
    var until: Instant
    var content: Content
    /// The row that says so; nil for gaps and where there was none.
    var row: Int?
  }

  /// What a character shows.
  enum Cell: Hashable {
    case content(Content)
    /// The state goes on, but something else of the row changed.
    case change(Content)
    /// More than can be shown in one character: the contents there, gaps aside.
    case several([Content])
  }

  let label: String
  /// Adjacent pieces from the span's beginning to its end.
  let pieces: [Piece]

  /// Makes a lane of pieces in order of time that do not overlap; gaps cover what they say.
  init(label: String, rows: [Piece], gaps: [HalfOpenInterval<Instant>], scale: TimelineScale) {
    self.label = label
    var whole: [Piece] = []
    var reached = scale.from
    func absent(until: Instant) {
      guard reached < until else { return }
      whole.append(Piece(from: reached, until: until, content: .absent, row: nil))
    }
    for piece in rows where piece.from < piece.until {
      absent(until: piece.from)
      whole.append(piece)
      reached = piece.until
    }
    absent(until: scale.until)
    pieces = Self.covered(whole, by: gaps)
  }

  private static func covered(
    _ pieces: [Piece],
    by gaps: [HalfOpenInterval<Instant>]
  ) -> [Piece] {
    guard !gaps.isEmpty else { return pieces }
    var result: [Piece] = []
    for piece in pieces {
      var from = piece.from
      for gap in gaps {
        guard let end = gap.until, end > from, gap.from < piece.until else { continue }
        if gap.from > from {
          var before = piece
          (before.from, before.until) = (from, gap.from)
          result.append(before)
        }
        append(
          Piece(
            from: max(from, gap.from),
            until: min(end, piece.until),
            content: .gap,
            row: nil
          ),
          to: &result
        )
        from = min(end, piece.until)
      }
      guard from < piece.until else { continue }
      var rest = piece
      rest.from = from
      result.append(rest)
    }
    return result
  }

  private static func append(_ piece: Piece, to pieces: inout [Piece]) {
    if pieces.last?.content == .gap {
      pieces[pieces.count - 1].until = piece.until
    } else {
      pieces.append(piece)
    }
  }

  // MARK: - Characters

  /// What each character shows, so that no change is lost.
  ///
  /// A character in which one state follows another shows the new one, as long as the old one is to be
  /// seen in front of it. Whatever else happens within a character makes it `several`.
  func cells(_ scale: TimelineScale) -> [Cell] {
    var cells: [Cell] = []
    var first = 0
    for index in 0..<scale.cells {
      let (start, end) = (scale.start(of: index), scale.start(of: index + 1))
      while first < pieces.count - 1, pieces[first].until <= start { first += 1 }
      var last = first
      while last < pieces.count - 1, pieces[last + 1].from < end { last += 1 }
      let beginsHere = first > 0 && pieces[first].from == start
      cells.append(
        cell(first...last, before: cells.last, beginsHere: beginsHere, start: start, end: end)
      )
    }
    return cells
  }

  private func cell(
    _ range: ClosedRange<Int>,
    before: Cell?,
    beginsHere: Bool,
    start: Instant,
    end: Instant
  ) -> Cell {
    let shown = pieces[range]
    var contents: [Content] = []
    for piece in shown where piece.content != .gap && contents.last != piece.content {
      contents.append(piece.content)
    }
    if shown.contains(where: { $0.content == .gap }) {
      guard let only = contents.first else { return .content(.gap) }
      guard contents.count == 1 else { return .several(contents) }
      // What holds in part of the character must be seen beside it.
      let goesOn = pieces[range.upperBound].content == only && pieces[range.upperBound].until > end
      let cameHere = pieces[range.lowerBound].content == only && Self.shows(before, only)
      return goesOn || cameHere ? .content(.gap) : .several(contents)
    }
    let isOnlyOneRow = range.count == 1 && !(beginsHere && isChange(range.lowerBound))
    switch contents.count {
    case 1: return isOnlyOneRow ? .content(contents[0]) : .change(contents[0])
    case 2 where range.count == 2 && Self.shows(before, contents[0]) && !beginsHere:
      return .content(contents[1])
    default: return .several(contents)
    }
  }

  /// Whether a piece begins without a change of state: something else of the row changed.
  private func isChange(_ index: Int) -> Bool {
    index > 0 && pieces[index].content == pieces[index - 1].content
      && pieces[index].row != pieces[index - 1].row
  }

  private static func shows(_ cell: Cell?, _ content: Content) -> Bool {
    switch cell {
    case .content(let shown), .change(let shown): shown == content
    case .several, nil: false
    }
  }
}
