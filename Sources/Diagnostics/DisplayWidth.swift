/// How many terminal columns a character takes, and which characters are shown escaped.
public enum DisplayWidth {
  /// The columns that a tab is shown as.
  public static let tabColumns = 4

  /// Returns the columns that `text` takes when it is shown with control characters escaped.
  public static func width(of text: String) -> Int {
    var width = 0
    for character in text {
      width += shown(character).width
    }
    return width
  }

  /// Returns `text` with every control and invisible formatting character written as `\u{…}`.
  ///
  /// Terminals obey escape sequences and bidirectional marks; text from users must not reach them.
  public static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var result = ""
    for character in text {
      result += shown(character).text
    }
    return result
  }

  /// Returns whether a terminal would obey `scalar` rather than show it, on its own.
  public static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    needsEscape(scalar, inCluster: false)
  }

  /// Returns how `character` is shown, and the columns that this takes.
  static func shown(_ character: Character) -> (text: String, width: Int) {
    if character == "\t" {
      return (String(repeating: " ", count: tabColumns), tabColumns)
    }
    let scalars = character.unicodeScalars
    let isCluster = scalars.count > 1
    guard scalars.contains(where: { needsEscape($0, inCluster: isCluster) }) else {
      return (String(character), columns(of: character))
    }
    var text = ""
    for scalar in scalars {
      if needsEscape(scalar) {
        text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return (text, text.unicodeScalars.reduce(0) { $0 + columns(of: $1) })
  }

  private static func needsEscape(_ scalar: Unicode.Scalar, inCluster: Bool) -> Bool {
    if scalar.value >= 0x20 && scalar.value < 0x7F { return false }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    case .format: return !(inCluster && (isJoiner(scalar) || isEmojiTag(scalar)))
    default: return false
    }
  }

  private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x200C || scalar.value == 0x200D
  }

  private static func isEmojiTag(_ scalar: Unicode.Scalar) -> Bool {
    (0xE0020...0xE007F).contains(scalar.value)
  }

  private static func columns(of character: Character) -> Int {
    let scalars = character.unicodeScalars
    if scalars.count > 1, scalars.contains(where: isEmojiMark) { return 2 }
    return scalars.reduce(0) { max($0, columns(of: $1)) }
  }

  /// The emoji variation selector, the keycap, and regional indicators make a cluster wide.
  private static func isEmojiMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0xFE0F || scalar.value == 0x20E3 || (0x1F1E6...0x1F1FF).contains(scalar.value)
  }

  private static func columns(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    return wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// The ranges of East Asian Width W and F (Unicode Standard Annex 11), emoji aside.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F,
    0x2329...0x232A,
    0x2E80...0x303E,
    0x3041...0x33FF,
    0x3400...0x4DBF,
    0x4E00...0x9FFF,
    0xA000...0xA4CF,
    0xA960...0xA97F,
    0xAC00...0xD7A3,
    0xF900...0xFAFF,
    0xFE10...0xFE19,
    0xFE30...0xFE6F,
    0xFF00...0xFF60,
    0xFFE0...0xFFE6,
    0x16FE0...0x18DFF,
    0x1AFF0...0x1B2FF,
    0x1F200...0x1F2FF,
    0x20000...0x2FFFD,
    0x30000...0x3FFFD,
  ]
}
