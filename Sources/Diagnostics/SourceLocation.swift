/// A line and a column, both counted from 1, as people read them.
public struct SourceLocation: Hashable, Sendable {
  /// The number of the line, from 1.
  public var line: Int
  /// The display column, from 1: a wide character counts for two.
  public var column: Int

  /// Creates a location from a line and a column.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
