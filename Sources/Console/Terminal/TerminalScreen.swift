internal import CEditLine
internal import Foundation
public import QueryEngine

/// The terminal of this process, or whatever its standard output is.
public final class TerminalScreen: ConsoleScreen {
  /// The columns of a terminal that does not say how many it has.
  private static let columnsDefault = 80
  private static let rowsDefault = 24

  private let environment: [String: String]
  private let isTerminal: Bool
  private let isDumb: Bool
  /// What long answers are shown with; nil for none.
  private let pager: String?

  /// Creates the screen; `glyphs` are the characters that its locale can write.
  ///
  /// The pager is `HINDCAST_PAGER`, else `PAGER`, else `less`; an empty one, or `cat`, means none.
  public init(environment: [String: String], glyphs: DisplayOptions.Glyphs) {
    self.environment = environment
    self.glyphs = glyphs
    isTerminal = isatty(STDOUT_FILENO) == 1
    isDumb = environment["TERM"] == "dumb" || environment["TERM"] == nil
    let named = environment["HINDCAST_PAGER"] ?? environment["PAGER"] ?? "less"
    pager = isTerminal && !isDumb && !["", "cat"].contains(named) ? named : nil
  }

  /// The columns of the terminal; nil where there is none.
  public var width: Int? { isTerminal ? size.columns : nil }

  /// Whether it is a terminal with colors, and `NO_COLOR` is not set.
  public var usesColor: Bool {
    isTerminal && !isDumb && (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// The characters that charts are drawn with.
  public let glyphs: DisplayOptions.Glyphs

  /// Prints to standard output, through the pager where the text is longer than the terminal.
  public func show(_ text: String) {
    let size = size
    let isLong =
      text.utf8.count { $0 == 0x0A } >= size.rows || text.utf8.count > size.rows * size.columns
    guard let pager, isLong else {
      append(text)
      return
    }
    page(text, through: pager)
  }

  /// Prints to standard output.
  public func append(_ text: String) {
    write(text, to: STDOUT_FILENO)
  }

  /// Prints to the terminal, or to standard error where standard output is none.
  public func tell(_ text: String) {
    write(text, to: isTerminal ? STDOUT_FILENO : STDERR_FILENO)
  }

  /// Whether Ctrl-C was pressed and not looked at.
  public var isInterrupted: Bool { TerminalSignals.isInterrupted }

  /// Whether Ctrl-C was pressed since the last look.
  public func takeInterrupt() -> Bool { TerminalSignals.takeInterrupt() }

  /// Waits, at most until Ctrl-C; returns whether it was pressed.
  public func pause(milliseconds: Int) -> Bool {
    // A signal ends the wait early; a spurious one, such as a new size, does not.
    let end = DispatchTime.now() + .milliseconds(milliseconds)
    while true {
      if takeInterrupt() { return true }
      let now = DispatchTime.now()
      guard now < end else { return false }
      let left = (end.uptimeNanoseconds - now.uptimeNanoseconds) / 1_000_000 + 1
      poll(nil, 0, Int32(min(left, 1000)))
    }
  }

  // MARK: Paging

  private func page(_ text: String, through pager: String) {
    // Colors stay, and lines are cut at the edge instead of folded.
    if environment["LESS"] == nil { setenv("LESS", "-RSFX", 0) }
    guard let stream = popen(pager, "w") else {
      append(text)
      return
    }
    // Keys that the pager takes, and a new size, interrupt the writing; it ends with the pager alone.
    write(text, to: fileno(stream), untilInterrupt: false)
    let status = pclose(stream)
    // 127: the shell found no such program.
    if status == 127 << 8 {
      append(text)
      tell("`\(pager)` cannot be run; set HINDCAST_PAGER to another pager, or to nothing\n")
    }
    _ = takeInterrupt()
  }

  private var size: (columns: Int, rows: Int) {
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
    return (
      isKnown && size.ws_col > 0 ? Int(size.ws_col) : Self.columnsDefault,
      isKnown && size.ws_row > 0 ? Int(size.ws_row) : Self.rowsDefault
    )
  }

  private func write(_ text: String, to descriptor: Int32, untilInterrupt: Bool = true) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        guard errno == EINTR else { return }
        // Ctrl-C while a long answer is printed ends the printing.
        if untilInterrupt, isInterrupted { return }
        continue
      }
      bytes = bytes.dropFirst(count)
    }
  }
}
