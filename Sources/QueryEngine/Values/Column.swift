/// A column of an answer.
public struct Column: Hashable, Sendable {
  /// When a format for people shows the column.
  public enum Visibility: Hashable, Sendable {
    case always
    /// In the wide table and in formats for programs.
    case wide
  }

  /// The name in snake_case.
  public var name: String
  /// The type of its cells.
  public var type: ColumnType
  /// Whether it belongs to the key of a row.
  public var isKey: Bool
  /// When formats for people show it.
  public var visibility: Visibility
  /// Whether formats for people leave it out where no row has a value in it.
  public var hidesEmpty: Bool

  /// Creates a column.
  public init(
    _ name: String,
    _ type: ColumnType,
    isKey: Bool = false,
    visibility: Visibility = .always,
    hidesEmpty: Bool = false
  ) {
    self.name = name
    self.type = type
    self.isKey = isKey
    self.visibility = visibility
    self.hidesEmpty = hidesEmpty
  }
}
