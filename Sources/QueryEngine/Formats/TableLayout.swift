import Diagnostics

/// How wide the columns of a table are where it must fit a screen.
///
/// The widest column gives way first, until the table fits. None becomes narrower than can be read:
/// numbers, booleans, and durations are never broken, an instant only between date, time, and offset, and
/// names keep more than other texts.
struct TableLayout {
  /// The columns that a name keeps at least.
  static let keyWidthMin = 12
  /// The columns that any other text keeps at least.
  static let textWidthMin = 10
  /// The spaces between two columns.
  static let gap = 2

  private struct Fit {
    let natural: Int
    let floor: Int
    /// Whether only the two widths make sense: an instant in one line, or in two.
    let isAtomic: Bool
    var width: Int
  }

  /// The width of each column.
  let widths: [Int]

  /// Finds the widths; nil where the columns do not fit, however narrow.
  init?(_ grid: AnswerGrid, headings: [String], width: Int) {
    var fits = grid.columns.indices.map { index in
      Self.fit(grid.columns[index], headings[index], grid.rows.map { $0[index] })
    }
    let available = width - Self.gap * max(0, fits.count - 1)
    guard fits.map({ $0.floor }).reduce(0, +) <= available else { return nil }
    Self.shrink(&fits, to: available)
    Self.widen(&fits, to: available)
    widths = fits.map { $0.width }
  }

  private static func shrink(_ fits: inout [Fit], to available: Int) {
    var total = fits.map { $0.width }.reduce(0, +)
    while total > available {
      let candidates = fits.indices.filter { fits[$0].width > fits[$0].floor }
      guard let widest = candidates.max(by: { fits[$0].width < fits[$1].width }) else { return }
      let width = fits[widest].isAtomic ? fits[widest].floor : fits[widest].width - 1
      total -= fits[widest].width - width
      fits[widest].width = width
    }
  }

  /// Gives back what is left where a column became narrower at once.
  private static func widen(_ fits: inout [Fit], to available: Int) {
    var rest = available - fits.map { $0.width }.reduce(0, +)
    while rest > 0 {
      let candidates = fits.indices.filter { index in
        let fit = fits[index]
        return fit.width < fit.natural && (!fit.isAtomic || fit.natural - fit.width <= rest)
      }
      guard let narrowest = candidates.min(by: { fits[$0].width < fits[$1].width }) else { return }
      let step = fits[narrowest].isAtomic ? fits[narrowest].natural - fits[narrowest].width : 1
      fits[narrowest].width += step
      rest -= step
    }
  }

  private static func fit(_ column: Column, _ heading: String, _ cells: [String]) -> Fit {
    let widest = cells.map { DisplayWidth.width(of: $0) }.max() ?? 0
    let natural = max(widest, DisplayWidth.width(of: heading))
    let head = min(CellLines.widestPart(of: heading), keyWidthMin)
    var floor: Int
    switch column.type {
    case .integer, .decimal, .boolean, .duration: floor = widest
    case .instant:
      floor = cells.map { CellLines.widestPart(ofInstant: $0) }.max() ?? 0
    case .text, .address, .port, .texts, .addresses, .ports, .labels, .document:
      floor = min(widest, column.isKey ? keyWidthMin : textWidthMin)
    }
    floor = max(floor, head)
    return Fit(
      natural: natural,
      floor: floor,
      isAtomic: column.type == .instant,
      width: natural
    )
  }
}
