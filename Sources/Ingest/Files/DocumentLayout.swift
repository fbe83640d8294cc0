/// How the documents of a file follow one another.
enum DocumentLayout {
  /// One a line.
  case lines
  /// Over any number of lines each, as pretty-printers write them.
  case documents
  /// Between lines that begin with `---`, YAML or JSON each.
  case yaml

  /// Finds out by the first two lines that are not blank, and, where the first one is no whole document,
  /// by whether it becomes one with those behind it.
  init(of bytes: ContentBytes) {
    var cursor = DocumentCursor(bytes: bytes, layout: .lines)
    guard let first = cursor.next(), let second = cursor.next() else {
      self = .lines
      return
    }
    if let end = DocumentCursor.endOfDocument(in: bytes, from: first.range.lowerBound) {
      // A line that was cut never closes what it opened, whatever follows.
      self = end <= first.range.upperBound ? .lines : .documents
      return
    }
    switch bytes[second.range.lowerBound] {
    case UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "["):
      self = .documents
    default:
      // A line that is indented continues the one before it.
      let before = second.range.lowerBound - 1
      self = bytes[before] == UInt8(ascii: "\n") ? .lines : .documents
    }
  }
}
