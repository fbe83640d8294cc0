import Diagnostics

/// Text of the user inside sentences.
enum UserText {
  /// Returns `text` in backticks, shortened to `lengthMax` characters.
  static func ticked(_ text: some StringProtocol, lengthMax: Int = 60) -> String {
    let head = text.prefix(lengthMax)
    return head.endIndex == text.endIndex ? "`\(head)`" : "`\(head)…`"
  }

  /// Returns the text at `span` in backticks, shortened.
  static func ticked(_ span: SourceSpan, in source: SourceText) -> String {
    let end = min(span.end, span.start + 256)
    return ticked(source.text(in: SourceSpan(span.start, end)))
  }

  /// Returns words in backticks as a list: `` `a`, `b` or `c` ``.
  static func list(_ words: [String]) -> String {
    let ticked = words.map { "`\($0)`" }
    guard let last = ticked.last, ticked.count > 1 else { return ticked.joined() }
    return "\(ticked.dropLast().joined(separator: ", ")) or \(last)"
  }
}
