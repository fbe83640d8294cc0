import Foundation

/// The target of a link or an image of a Markdown document.
struct MarkdownLink: Equatable {
  let target: String
  /// Counted from 1.
  let line: Int

  /// Whether the target lies outside the tree.
  var isExternal: Bool {
    ["http://", "https://", "mailto:"].contains { target.hasPrefix($0) }
  }

  /// The part before `#`, empty for the document itself.
  var path: String {
    let path = String(target.prefix { $0 != "#" })
    return path.removingPercentEncoding ?? path
  }

  /// The part after `#`.
  var fragment: String? {
    target.firstIndex(of: "#").map { String(target[target.index(after: $0)...]) }
  }
}
