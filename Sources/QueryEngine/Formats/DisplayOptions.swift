/// How formats for people show an answer; formats for programs do not depend on it.
public struct DisplayOptions: Sendable {
  /// The characters that charts and marks are drawn with.
  public enum Glyphs: Hashable, Sendable {
    case unicode
    case ascii
  }

  /// No bounds, UTC, no colors: what files and pipes get.
  public static let plain = DisplayOptions()
  /// The narrowest width that is kept; a narrower one counts as this (docs/reference/limits.md).
  public static let widthMin = 20

  /// The columns of the screen; nil where nothing needs to fit.
  public var width: Int?
  /// The zone that instants are written in.
  public var zone: DisplayZone
  /// The characters that charts and marks are drawn with.
  public var glyphs: Glyphs
  /// Whether charts are colored with ANSI escape sequences.
  public var isColored: Bool

  /// How ways to see more name what there is to give.
  public var hints: HintSpelling

  /// Creates options; without arguments they are those of a file.
  public init(
    width: Int? = nil,
    zone: DisplayZone = .utc,
    glyphs: Glyphs = .unicode,
    isColored: Bool = false,
    hints: HintSpelling = .options
  ) {
    self.width = width.map { max(Self.widthMin, $0) }
    self.zone = zone
    self.glyphs = glyphs
    self.isColored = isColored
    self.hints = hints
  }
}
