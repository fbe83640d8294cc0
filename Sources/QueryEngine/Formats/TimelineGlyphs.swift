/// The characters of a timeline, and the colors that they may have.
struct TimelineGlyphs {
  let isASCII: Bool
  /// The glyph of each state, by its place.
  let states: [Character]

  /// Gives each state a glyph: a block for the good one, a letter of its name for any other.
  init(_ states: [TimelineState], isASCII: Bool) {
    self.isASCII = isASCII
    var taken: Set<Character> = []
    let block: Character = isASCII ? "#" : "█"
    self.states = states.map { state in
      if state.tone == .good, taken.insert(block).inserted { return block }
      let letters = state.name.lowercased().filter { $0.isASCII && $0.isLetter }
      let candidates =
        Array(letters) + Array(letters.uppercased())
        + Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
      return candidates.first { taken.insert($0).inserted } ?? "?"
    }
  }

  var gap: Character { isASCII ? "/" : "╱" }
  var absent: Character { isASCII ? "." : "·" }
  var change: Character { isASCII ? "|" : "▌" }
  var several: Character { "*" }
  var provisional: Character { "~" }

  /// The steps of a sparkline, from the least above zero to the greatest.
  var levels: [Character] { Array(isASCII ? "123456789" : "▁▂▃▄▅▆▇█") }

  /// The glyph of a number: `0` for zero, else its share of the greatest.
  ///
  /// Without other characters, whole numbers to 9 are shown as they are.
  func level(_ value: Double, greatest: Double) -> Character {
    guard value > 0, greatest > 0 else { return value < 0 ? "-" : "0" }
    let levels = levels
    let isDigit = isASCII && greatest <= 9 && value == value.rounded()
    let share = isDigit ? value : (value / greatest * Double(levels.count)).rounded(.up)
    return levels[max(0, min(levels.count, Int(share)) - 1)]
  }

  /// What stands between two states in the list of changes.
  var arrow: String { isASCII ? "->" : "→" }
}
