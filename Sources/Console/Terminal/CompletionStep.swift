import Diagnostics

/// What a press of Tab does: how the line changes, and what is listed below it.
struct CompletionStep: Hashable {
  /// The UTF-8 bytes of the line that are replaced.
  var replaced: Range<Int>
  /// What stands there instead.
  var insertion: String
  /// The completions to choose from, in lines; empty where there is nothing to choose.
  var listing: String

  /// The most completions that are listed (docs/reference/limits.md).
  static let listedMax = 40

  /// Chooses what to do; nil where nothing fits.
  ///
  /// One completion is inserted with a space behind it. Of several, what they have in common is
  /// inserted; where that is what stands there already, they are listed.
  init?(_ completions: [LineCompletion], in line: String, columns: Int) {
    guard let first = completions.first else { return nil }
    let range = first.replaced
    let fitting = completions.filter { $0.replaced == range }
    replaced = range
    listing = ""
    let standing = String(decoding: Array(line.utf8)[range], as: UTF8.self)
    if fitting.count == 1 {
      let isOpen = ["/", ".", "="].contains { first.text.hasSuffix($0) }
      let rest = Array(line.utf8).dropFirst(range.upperBound)
      insertion = first.text + (isOpen || rest.first == 0x20 ? "" : " ")
      return
    }
    var common = first.text[...]
    for completion in fitting { common = common.commonPrefix(with: completion.text) }
    insertion = common.utf8.count > standing.utf8.count ? String(common) : standing
    if insertion == standing { listing = Self.listing(fitting, columns: columns) }
  }

  private static func listing(_ completions: [LineCompletion], columns: Int) -> String {
    let shown = completions.prefix(listedMax)
    let width = min(shown.map { DisplayWidth.width(of: $0.text) }.max() ?? 0, columns / 2)
    var text = ""
    for completion in shown {
      let padding = max(0, width - DisplayWidth.width(of: completion.text))
      var line = "  " + completion.text
      if !completion.detail.isEmpty {
        line += String(repeating: " ", count: padding + 2) + completion.detail
      }
      text += clipped(DisplayWidth.escaped(line), columns: columns) + "\n"
    }
    let rest = completions.count - shown.count
    if rest > 0 { text += "  … and \(rest) more\n" }
    return text
  }

  /// The text cut so that it fits a line, with a sign that it was.
  private static func clipped(_ text: String, columns: Int) -> String {
    guard DisplayWidth.width(of: text) >= columns else { return text }
    var clipped = text
    while DisplayWidth.width(of: clipped) > max(1, columns - 2) { clipped.removeLast() }
    return clipped + "…"
  }
}

extension Substring {
  fileprivate func commonPrefix(with other: String) -> Substring {
    var (end, place) = (startIndex, other.startIndex)
    while end < endIndex, place < other.endIndex, self[end] == other[place] {
      formIndex(after: &end)
      other.formIndex(after: &place)
    }
    return self[..<end]
  }
}
