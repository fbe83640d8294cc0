/// Which way `\step` goes, and how far.
struct StepDirection: Hashable {
  /// Whether it goes back in time.
  var isBack: Bool
  /// How many changes it goes.
  var count: Int

  /// Reads `""`, `3`, `-3`, `back`, `back 3`, and `forward 3`; nil for anything else.
  init?(_ text: String) {
    var words = text.split(whereSeparator: \.isWhitespace)
    isBack = false
    if let word = words.first, word.allSatisfy(\.isLetter) {
      switch word {
      case "back", "backward", "backwards", "b": isBack = true
      case "forward", "forwards", "f": break
      default: return nil
      }
      words.removeFirst()
    }
    guard words.count <= 1 else { return nil }
    guard let word = words.first else {
      count = 1
      return
    }
    guard let number = Int(word), number != 0, abs(number) <= Self.countMax else { return nil }
    if number < 0 {
      guard !isBack else { return nil }
      isBack = true
    }
    count = abs(number)
  }

  /// The most changes that one command goes (docs/reference/limits.md).
  static let countMax = 1000
}
