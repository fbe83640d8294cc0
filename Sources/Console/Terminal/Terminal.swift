internal import Foundation

/// What the standard output of this process is, and can show.
public enum Terminal {
  /// The size of a terminal that does not tell its own.
  private static let sizeDefault = (columns: 80, rows: 24)

  /// Whether standard output is a terminal.
  public static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }

  /// The columns and rows of the terminal.
  ///
  /// One that does not tell has the columns that `COLUMNS` says, else 80, and 24 rows.
  public static func size(_ environment: [String: String]) -> (columns: Int, rows: Int) {
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
    let named = environment["COLUMNS"].flatMap { Int($0) } ?? 0
    let columns = named > 0 ? named : sizeDefault.columns
    return (
      isKnown && size.ws_col > 0 ? Int(size.ws_col) : columns,
      isKnown && size.ws_row > 0 ? Int(size.ws_row) : sizeDefault.rows
    )
  }

  /// Whether it understands nothing but text.
  public static func isDumb(_ environment: [String: String]) -> Bool {
    ["dumb", ""].contains(environment["TERM"] ?? "")
  }

  /// Whether it is a terminal with colors, and `NO_COLOR` is not set.
  public static func usesColor(_ environment: [String: String]) -> Bool {
    isOutput && !isDumb(environment) && (environment["NO_COLOR"] ?? "").isEmpty
  }
}
