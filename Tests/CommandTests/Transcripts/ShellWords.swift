/// The words of a command line as a shell reads them.
///
/// Quotes of both kinds, `\` before a character, and `\` at the end of a line are known; variables,
/// pipes, and substitutions are not.
enum ShellWords {
  /// The words of a text, or nil where a quote is open or the last line goes on.
  static func words(of text: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var rest = text[...]
    while let character = rest.popFirst() {
      switch (quote, character) {
      case (nil, "\\"), ("\"", "\\"):
        guard let next = rest.popFirst() else { return nil }
        guard next != "\n" else { continue }
        let isPlain = quote == nil || "\"\\$`".contains(next)
        word = (word ?? "") + (isPlain ? "" : "\\") + String(next)
      case (nil, "'"), (nil, "\""):
        quote = character
        word = word ?? ""
      case (let open?, character) where open == character:
        quote = nil
      case (nil, " "), (nil, "\n"):
        if let finished = word { words.append(finished) }
        word = nil
      default:
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil else { return nil }
    if let finished = word { words.append(finished) }
    return words
  }
}
