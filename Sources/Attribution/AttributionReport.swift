/// What came of the rows.
public struct AttributionReport: Hashable, Sendable {
  /// Rows with something that could not be read.
  public struct Unreadable: Hashable, Sendable {
    /// How many.
    public var count = 0
    /// The lines of the first ones.
    public var lines: [Int] = []
  }

  /// A path that no object had.
  public struct MissingPath: Hashable, Sendable {
    /// The path.
    public var path: String
    /// A path of the first objects that is much like it; nil where none is.
    public var closest: String?
    /// Paths of the first objects.
    public var known: [String]
  }

  /// How many lines of unreadable rows are named.
  public static let linesMax = 5

  /// How many rows were written, the header aside.
  public var rows = 0
  /// How many addresses were looked up.
  public var addresses = 0
  /// Of those, how many an object held.
  public var owned = 0
  /// Of those, how many nobody held.
  public var nobody = 0
  /// Of those, how many lie in time of which nothing is known.
  public var unknown = 0
  /// Of those, how many several objects held.
  public var ambiguous = 0
  /// Of those, how many lie in time that was not observed.
  public var notObserved = 0
  /// How many addresses were absent: empty, `-`, or null.
  public var absent = 0
  /// What could not be read, by the note that says so.
  public var unreadable: [String: Unreadable] = [:]
  /// The paths of addresses that no object of NDJSON had.
  public var missing: [MissingPath] = []
  /// The columns that were found by their names; nil where they were named.
  public var foundColumns: String?
  /// Whether it is known which columns are read: from the header on, or in NDJSON from the first object
  /// that has them on.
  public var hasColumns = false

  /// Creates a report of nothing.
  public init() {}

  /// Takes what a later report of the rows says, answers aside.
  mutating func take(_ read: AttributionReport) {
    (rows, absent) = (read.rows, read.absent)
    (unreadable, foundColumns) = (read.unreadable, read.foundColumns)
    hasColumns = read.hasColumns
  }

  mutating func noteUnreadable(_ note: String, line: Int) {
    unreadable[note, default: Unreadable()].count += 1
    if unreadable[note, default: Unreadable()].lines.count < Self.linesMax {
      unreadable[note, default: Unreadable()].lines.append(line)
    }
  }
}
