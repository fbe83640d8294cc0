/// A heading of a Markdown document.
struct MarkdownHeading: Equatable {
  let level: Int
  let text: String
  /// Counted from 1.
  let line: Int

  /// The fragment that links to it, before a number tells equal ones apart.
  var anchor: String {
    text.lowercased().compactMap { character in
      switch character {
      case " ": "-"
      case "-", "_": String(character)
      default: character.isLetter || character.isNumber ? String(character) : nil
      }
    }
    .joined()
  }
}
