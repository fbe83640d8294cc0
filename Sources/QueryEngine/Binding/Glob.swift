/// Matches `*` patterns in time linear in the text for each `*`.
enum Glob {
  /// Returns whether the whole text matches; `*` stands for any run of characters.
  static func matches(_ text: String, pattern: String) -> Bool {
    let text = Array(text.utf8)
    let pattern = Array(pattern.utf8)
    var textIndex = 0
    var patternIndex = 0
    var star: (pattern: Int, text: Int)?
    while textIndex < text.count {
      if patternIndex < pattern.count, pattern[patternIndex] == 42 {
        star = (patternIndex + 1, textIndex)
        patternIndex += 1
      } else if patternIndex < pattern.count, pattern[patternIndex] == text[textIndex] {
        patternIndex += 1
        textIndex += 1
      } else if let back = star {
        star = (back.pattern, back.text + 1)
        patternIndex = back.pattern
        textIndex = back.text + 1
      } else {
        return false
      }
    }
    return pattern[patternIndex...].allSatisfy { $0 == 42 }
  }
}
