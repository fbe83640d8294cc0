public import QueryEngine

/// Where a session's words go.
public protocol ConsoleScreen: AnyObject {
  /// The columns of the screen; nil where lines may be as long as they are.
  var width: Int? { get }

  /// Whether colors are wanted.
  var usesColor: Bool { get }

  /// The characters that charts are drawn with.
  var glyphs: DisplayOptions.Glyphs { get }

  /// Prints an answer, through a pager where it is longer than the screen.
  func show(_ text: String)

  /// Prints an answer where it stands, without a pager.
  func append(_ text: String)

  /// Prints what is no answer: diagnostics, times, and what commands say of themselves.
  func tell(_ text: String)

  /// Whether an interrupt came since the last look; looking takes it away.
  func takeInterrupt() -> Bool

  /// Whether an interrupt came since the last look; looking leaves it there.
  var isInterrupted: Bool { get }

  /// Waits, at most until an interrupt comes; returns whether one came, and takes it away.
  func pause(milliseconds: Int) -> Bool
}
