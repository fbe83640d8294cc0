import Diagnostics

/// Data for programs, on a terminal: what a terminal would obey is shown escaped, line by line.
enum TerminalText {
  static func shown(_ text: String) -> String {
    // A line break of CSV is one character of two scalars.
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    return lines.map { DisplayWidth.escaped(String($0)) }.joined(separator: "\n")
  }
}
