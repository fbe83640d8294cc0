internal import CEditLine
internal import Foundation
public import QueryEngine

/// The terminal of this process, or whatever its standard output is.
public final class TerminalScreen: ConsoleScreen {
  private let environment: [String: String]
  private let isTerminal = Terminal.isOutput
  /// What long answers are shown with; nil for none.
  private let pager: String?

  /// Creates the screen; `glyphs` are the characters that its locale can write.
  ///
  /// The pager is `HINDCAST_PAGER`, else `PAGER`, else `less`; an empty one, or `cat`, means none.
  public init(environment: [String: String], glyphs: DisplayOptions.Glyphs) {
    self.environment = environment
    self.glyphs = glyphs
    let named = environment["HINDCAST_PAGER"] ?? environment["PAGER"] ?? "less"
    let isPlain = !isTerminal || Terminal.isDumb(environment)
    pager = !isPlain && !["", "cat"].contains(named) ? named : nil
  }

  /// The columns of the terminal; nil where there is none.
  public var width: Int? { isTerminal ? Terminal.size(environment).columns : nil }

  /// Whether it is a terminal with colors, and `NO_COLOR` is not set.
  public var usesColor: Bool { Terminal.usesColor(environment) }

  /// The characters that charts are drawn with.
  public let glyphs: DisplayOptions.Glyphs

  /// Prints to standard output, through the pager where the text is longer than the terminal.
  public func show(_ text: String) {
    let size = Terminal.size(environment)
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
