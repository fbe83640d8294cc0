internal import Diagnostics

/// Text within the columns of a terminal; what a terminal would obey is shown escaped.
enum ScreenText {
  /// A line cut to a width, with a mark where something is missing.
  static func cut(_ line: String, to width: Int) -> String {
    let line = DisplayWidth.escaped(line)
    guard DisplayWidth.width(of: line) > width else { return line }
    return split(line, at: width - 1).head + "…"
  }

  /// A text filled up with spaces to a width, or cut to it.
  static func fitted(_ text: String, to width: Int) -> String {
    let text = cut(text, to: width)
    return text + String(repeating: " ", count: max(0, width - DisplayWidth.width(of: text)))
  }

  /// A text over several rows of a width, broken at spaces where there are some; rows after the
  /// first are indented, and what does not fit is left out, with a mark.
  static func wrapped(_ text: String, width: Int, rowsMax: Int, indent: String) -> [String] {
    var rest = Substring(DisplayWidth.escaped(text))
    var rows: [String] = []
    while rows.count + 1 < rowsMax {
      let lead = rows.isEmpty ? "" : indent
      let room = width - lead.count
      guard room > indent.count, DisplayWidth.width(of: String(rest)) > room else { break }
      var (head, tail) = split(String(rest), at: room)
      // A word that would begin in the last half of the row begins the next.
      if !tail.hasPrefix(" "), let space = head.lastIndex(of: " "),
        head.distance(from: head.startIndex, to: space) * 2 > head.count
      {
        tail = head[head.index(after: space)...] + tail
        head = String(head[..<space])
      }
      rows.append(lead + head)
      rest = Substring(tail.drop { $0 == " " })
    }
    rows.append(cut((rows.isEmpty ? "" : indent) + rest, to: width))
    return rows
  }

  private static func split(_ text: String, at width: Int) -> (head: String, tail: String) {
    var used = 0
    var end = text.startIndex
    while end < text.endIndex {
      used += DisplayWidth.width(of: String(text[end]))
      guard used <= width else { break }
      end = text.index(after: end)
    }
    return (String(text[..<end]), String(text[end...]))
  }
}
