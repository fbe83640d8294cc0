/// Text that fits a screen.
enum HelpText {
  /// Breaks a text between words into lines that are no longer than so many columns.
  static func wrapped(_ text: some StringProtocol, columns: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let line = lines.last, line.count + 1 + word.count <= columns {
        lines[lines.count - 1] = "\(line) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
