import Diagnostics

/// A text in lines that are no wider than asked, broken where names and sentences have their joints.
package enum CellLines {
  /// Behind which characters a text may be broken: those that join the parts of names, lists, and
  /// sentences.
  package static let joints: Set<Character> = [
    " ", "-", "_", ".", ",", "/", ":", "=", ";", "@", "|", "[", "]", "(", ")",
  ]
  /// Returns the lines of a text; those behind the first are indented by `indent` spaces.
  ///
  /// A part without a joint that is wider than a line is broken anywhere.
  package static func lines(
    of text: String,
    width: Int,
    indent: Int = 0,
    joints: Set<Character> = joints
  ) -> [String] {
    lines(of: text, parts: parts(of: text, joints), width: width, indent: indent)
  }

  /// Returns the lines of an instant, broken between its date, its time, and its offset.
  static func lines(ofInstant text: String, width: Int) -> [String] {
    lines(of: text, parts: instantParts(of: text), width: width, indent: 0)
  }

  private static func lines(
    of text: String,
    parts: [String],
    width: Int,
    indent: Int
  ) -> [String] {
    guard DisplayWidth.width(of: text) > width else { return [text] }
    var lines: [String] = []
    var line = ""
    var used = 0
    func room() -> Int { max(2, lines.isEmpty ? width : width - indent) }
    func close() {
      while line.hasSuffix(" ") { line.removeLast() }
      lines.append(lines.isEmpty ? line : String(repeating: " ", count: indent) + line)
      line = ""
      used = 0
    }
    for part in parts {
      // A space at the end of a line is not shown.
      let bare = part.hasSuffix(" ") ? String(part.dropLast()) : part
      if used > 0, used + DisplayWidth.width(of: bare) > room() { close() }
      for character in part {
        let columns = DisplayWidth.width(of: String(character))
        if used + columns > room() {
          if character == " " { continue }
          close()
        }
        line.append(character)
        used += columns
      }
    }
    close()
    return lines.filter { !$0.allSatisfy { $0 == " " } }
  }

  /// The columns of the widest part of a text.
  static func widestPart(of text: String, joints: Set<Character> = joints) -> Int {
    parts(of: text, joints).map { DisplayWidth.width(of: $0) }.max() ?? 0
  }

  /// The columns of the widest part of an instant.
  static func widestPart(ofInstant text: String) -> Int {
    instantParts(of: text).map { $0.utf8.count }.max() ?? 0
  }

  private static func instantParts(of text: String) -> [String] {
    guard let time = text.firstIndex(of: "T") else { return [text] }
    let behind = text.index(after: time)
    let offset = text[behind...].firstIndex { $0 == "+" || $0 == "-" } ?? text.endIndex
    return [text[..<behind], text[behind..<offset], text[offset...]].map { String($0) }
  }

  /// Returns a text cut to a width, the cut marked; shorter text as it is.
  static func cut(_ text: String, to width: Int, mark: String) -> String {
    guard DisplayWidth.width(of: text) > width else { return text }
    return prefix(text, DisplayWidth.width(of: text), width - DisplayWidth.width(of: mark)) + mark
  }

  /// Returns a text cut in its middle, as names differ at both ends; shorter text as it is.
  static func cutInside(_ text: String, to width: Int, mark: String) -> String {
    guard DisplayWidth.width(of: text) > width else { return text }
    let rest = max(0, width - DisplayWidth.width(of: mark))
    let whole = DisplayWidth.width(of: text)
    let head = prefix(text, whole, rest / 2)
    let tail = prefix(String(text.reversed()), whole, rest - DisplayWidth.width(of: head))
    return head + mark + String(tail.reversed())
  }

  private static func prefix(_ text: String, _ whole: Int, _ width: Int) -> String {
    guard whole > width else { return text }
    var result = ""
    var used = 0
    for character in text {
      let columns = DisplayWidth.width(of: String(character))
      guard used + columns <= width else { break }
      result.append(character)
      used += columns
    }
    return result
  }

  private static func parts(of text: String, _ joints: Set<Character>) -> [String] {
    var parts: [String] = []
    var part = ""
    for character in text {
      part.append(character)
      if joints.contains(character) {
        parts.append(part)
        part = ""
      }
    }
    if !part.isEmpty { parts.append(part) }
    return parts
  }
}
