internal import CEditLine
import Diagnostics
internal import Foundation

/// Reads lines from the terminal, with editing, history, and completion.
///
/// One at a time; it is libedit's, with its key bindings and the user's `.editrc`.
final class LineEditor {
  /// What reading a line gave.
  enum Reading: Hashable {
    /// A line without its line break.
    case line(String)
    /// Ctrl-C: the line is gone.
    case interrupted
    /// Ctrl-D on an empty line, or the terminal went away.
    case ended
  }

  private let editor: OpaquePointer
  private let history: OpaquePointer
  private var prompt: UnsafeMutablePointer<CChar>
  private let complete: (String, Int) -> [LineCompletion]
  private let columns: () -> Int
  /// The columns that the terminal had when the line was drawn.
  private var columnsDrawn = 80

  /// Creates the editor of this process's terminal; nil where it cannot be edited on.
  ///
  /// `complete` gives what may be inserted at a byte of a line.
  init?(
    columns: @escaping () -> Int,
    complete: @escaping (String, Int) -> [LineCompletion]
  ) {
    Self.setLocale()
    guard let editor = hc_editor("hindcast"), let history = history_init() else { return nil }
    self.editor = editor
    self.history = history
    self.complete = complete
    self.columns = columns
    prompt = strdup("")
    hc_set_client_data(editor, Unmanaged.passUnretained(self).toOpaque())
    hc_set_prompt(editor, { editor in LineEditor.of(editor)?.prompt }, 1)
    hc_set_editor(editor, "emacs")
    hc_history_set_size(history, Int32(HistoryFile.entriesMax))
    hc_history_set_unique(history, 1)
    hc_use_history(editor, history)
    hc_set_reader(
      editor,
      { editor, character in
        guard let character, let this = LineEditor.of(editor) else { return -1 }
        return this.readCharacter(into: character)
      }
    )
    hc_add_function(
      editor,
      "hindcast-complete",
      "Complete",
      { editor, _ in
        UInt8(truncatingIfNeeded: LineEditor.of(editor)?.completeLine() ?? CC_ERROR)
      }
    )
    for (key, function) in Self.bindings { hc_bind(editor, key, function) }
    el_source(editor, nil)
  }

  deinit {
    el_end(editor)
    history_end(history)
    free(prompt)
  }

  /// How long a signal that comes just before keys are waited for may go unnoticed.
  private static let signalsEveryMilliseconds: Int32 = 100

  private static let bindings = [
    ("^I", "hindcast-complete"), ("^R", "em-inc-search-prev"),
    ("\\e[3~", "ed-delete-next-char"), ("\\e[1~", "ed-move-to-beg"), ("\\e[4~", "ed-move-to-end"),
    ("\\e[1;5C", "em-next-word"), ("\\e[1;5D", "ed-prev-word"), ("\\e[1;3C", "em-next-word"),
    ("\\e[1;3D", "ed-prev-word"),
  ]

  private static func of(_ editor: OpaquePointer?) -> LineEditor? {
    guard let editor, let data = hc_client_data(editor) else { return nil }
    return Unmanaged<LineEditor>.fromOpaque(data).takeUnretainedValue()
  }

  /// Text is UTF-8, also where the environment names no locale.
  private static func setLocale() {
    setlocale(LC_CTYPE, "")
    let isUnicode = nl_langinfo(nl_item(CODESET)).map { String(cString: $0) == "UTF-8" } ?? false
    if !isUnicode { setlocale(LC_CTYPE, "C.UTF-8") }
  }

  /// Reads a line; `prompt` has what takes no room between characters of the number 1.
  func read(prompt text: String) -> Reading {
    free(prompt)
    prompt = strdup(text)
    if TerminalSignals.takeResize() { el_resize(editor) }
    _ = TerminalSignals.takeInterrupt()
    columnsDrawn = columns()
    var count: Int32 = 0
    let bytes = TerminalSignals.holdingStops { el_gets(editor, &count) }
    guard let bytes, count > 0 else {
      return TerminalSignals.takeInterrupt() ? .interrupted : .ended
    }
    var line = String(cString: bytes)
    if line.hasSuffix("\n") { line.removeLast() }
    return .line(line)
  }

  /// Offers an earlier line again.
  func remember(_ line: String) {
    hc_history_enter(history, line)
  }

  // MARK: Callbacks

  /// Reads a character: 1 for one, 0 at the end, -1 after an interrupt.
  private func readCharacter(into character: UnsafeMutablePointer<wchar_t>) -> Int32 {
    var bytes: [UInt8] = []
    while true {
      // A signal may have come while nothing was read, as during a completion: it wakes nobody.
      if TerminalSignals.isInterrupted { return -1 }
      lookAtSignals()
      var keyboard = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let ready = poll(&keyboard, 1, Self.signalsEveryMilliseconds)
      if ready == 0 || (ready < 0 && errno == EINTR) { continue }
      var byte: UInt8 = 0
      switch Foundation.read(STDIN_FILENO, &byte, 1) {
      case 1:
        bytes.append(byte)
        if let scalar = Self.scalar(bytes) {
          character.pointee = wchar_t(truncatingIfNeeded: Int(scalar.value))
          return 1
        }
      case 0: return 0
      default:
        guard errno == EINTR else { return -1 }
      }
    }
  }

  private func lookAtSignals() {
    if TerminalSignals.takeStop() {
      hc_prepare_terminal(editor, 0)
      TerminalSignals.stop()
      hc_prepare_terminal(editor, 1)
      _ = TerminalSignals.takeResize()
      redraw()
    } else if TerminalSignals.takeResize() {
      redraw()
    }
  }

  /// Draws the prompt and the line again, over themselves where they are in one row; below where they
  /// are not, since only the terminal knows where it put the rows.
  private func redraw() {
    let width =
      DisplayWidth.width(of: String(cString: prompt)) + DisplayWidth.width(of: current?.line ?? "")
    let before = columnsDrawn
    columnsDrawn = columns()
    hc_write(width < min(before, columnsDrawn) ? "\r\u{1B}[K" : "\r\n")
    el_resize(editor)
    hc_refresh(editor)
  }

  /// The line that is being typed, and the byte of it that the cursor stands before.
  private var current: (line: String, cursor: Int)? {
    guard let info = el_line(editor)?.pointee else { return nil }
    let buffer = UnsafeBufferPointer(start: info.buffer, count: info.lastchar - info.buffer)
    let line = String(decoding: buffer.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return (line, info.cursor - info.buffer)
  }

  /// The character that the bytes are; nil while some are missing.
  ///
  /// What is no UTF-8 becomes U+FFFD.
  private static func scalar(_ bytes: [UInt8]) -> Unicode.Scalar? {
    let count =
      switch bytes[0] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    if bytes.count < count, bytes.dropFirst().allSatisfy({ (0x80...0xBF).contains($0) }) {
      return nil
    }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first
  }

  private func completeLine() -> Int32 {
    guard let (line, offset) = current else { return CC_ERROR }
    guard
      let step = CompletionStep(complete(line, offset), in: line, columns: columns())
    else { return CC_REFRESH_BEEP }
    guard step.listing.isEmpty else {
      hc_write("\n" + step.listing)
      return CC_REDISPLAY
    }
    let bytes = Array(line.utf8)
    let before = Self.scalarCount(bytes[step.replaced.lowerBound..<offset])
    let after = Self.scalarCount(bytes[offset..<max(offset, step.replaced.upperBound)])
    el_cursor(editor, Int32(after))
    el_deletestr(editor, Int32(before + after))
    el_insertstr(editor, step.insertion)
    return CC_REFRESH
  }

  private static func scalarCount(_ bytes: ArraySlice<UInt8>) -> Int {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.count
  }
}
