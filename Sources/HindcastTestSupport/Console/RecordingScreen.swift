public import Console
public import QueryEngine

/// A screen that keeps what is printed, for tests.
public final class RecordingScreen: ConsoleScreen {
  /// All that was printed and not taken yet.
  public private(set) var text = ""
  /// The columns of the screen.
  public var width: Int?
  /// Whether colors are wanted.
  public var usesColor = false
  /// The characters that charts are drawn with.
  public var glyphs = DisplayOptions.Glyphs.unicode
  /// What happens while something waits; returns whether an interrupt came.
  public var whilePausing: () -> Bool = { true }
  /// Ctrl-C is pressed when something has looked for it so many times; nil for never.
  public var interruptsAfterLooks: Int?
  private var looks = 0

  /// Whether Ctrl-C was pressed.
  public var isInterrupted: Bool {
    looks += 1
    return interruptsAfterLooks.map { looks >= $0 } ?? false
  }

  /// Creates an empty screen.
  public init(width: Int? = nil) {
    self.width = width
  }

  /// Returns what was printed and forgets it.
  public func take() -> String {
    defer { text = "" }
    return text
  }

  /// Keeps the text.
  public func show(_ text: String) { self.text += text }

  /// Keeps the text.
  public func append(_ text: String) { self.text += text }

  /// Keeps the text.
  public func tell(_ text: String) { self.text += text }

  /// Forgets how often was looked.
  public func takeInterrupt() -> Bool {
    looks = 0
    return false
  }

  /// Does what the test wants to happen meanwhile.
  public func pause(milliseconds: Int) -> Bool { whilePausing() }
}
