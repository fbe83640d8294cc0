import Foundation

/// The headings and links of a Markdown document, outside its code.
struct MarkdownDocument {
  /// From the root of the tree.
  let path: String
  private(set) var headings: [MarkdownHeading] = []
  private(set) var links: [MarkdownLink] = []

  init(path: String, text: String) {
    self.path = path
    var fence: Substring?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let content = line.drop { $0 == " " }
      if let open = fence {
        fence = content.hasPrefix(open) && content.allSatisfy { $0 == open.first } ? nil : open
      } else if let open = Self.fence(content) {
        fence = open
      } else {
        read(String(line), number: index + 1)
      }
    }
  }

  /// The fragments that links into the document may use.
  var anchors: Set<String> {
    var anchors: Set<String> = []
    for anchor in headings.map(\.anchor) {
      var unique = anchor
      var number = 0
      while !anchors.insert(unique).inserted {
        number += 1
        unique = "\(anchor)-\(number)"
      }
    }
    return anchors
  }

  /// Returns the path that a link of this document leads to, or nil where it leaves the tree.
  func resolve(_ link: MarkdownLink) -> String? {
    guard !link.path.isEmpty else { return path }
    guard !link.path.hasPrefix("/") else { return nil }
    var components = path.split(separator: "/").dropLast()
    for component in link.path.split(separator: "/") where component != "." {
      if component != ".." {
        components.append(component)
      } else if components.popLast() == nil {
        return nil
      }
    }
    return components.joined(separator: "/")
  }

  private mutating func read(_ line: String, number: Int) {
    let level = line.prefix { $0 == "#" }.count
    if 1...6 ~= level, line.dropFirst(level).first == " " {
      let text = line.dropFirst(level).trimmingCharacters(in: .whitespaces)
      headings.append(MarkdownHeading(level: level, text: text, line: number))
    }
    let prose = Self.withoutCode(line)
    links += (Self.inlineTargets(of: prose) + Self.definedTargets(of: prose)).map {
      MarkdownLink(target: $0, line: number)
    }
  }

  private static func fence(_ line: Substring) -> Substring? {
    guard let first = line.first, first == "`" || first == "~" else { return nil }
    let fence = line.prefix { $0 == first }
    return fence.count >= 3 ? fence : nil
  }

  /// Removes code spans; a run of backticks that is never closed is text.
  private static func withoutCode(_ line: String) -> String {
    var prose = ""
    var rest = line[...]
    while let start = rest.firstIndex(of: "`") {
      prose += rest[..<start]
      let ticks = rest[start...].prefix { $0 == "`" }
      rest = rest[ticks.endIndex...]
      if let close = rest.firstRange(of: ticks) {
        rest = rest[close.upperBound...]
      }
    }
    return prose + rest
  }

  /// Returns the targets of `[text](target "title")`.
  private static func inlineTargets(of line: String) -> [String] {
    var targets: [String] = []
    var rest = line[...]
    while let open = rest.firstRange(of: "](") {
      rest = rest[open.upperBound...]
      var depth = 0
      let inside = rest.prefix { character in
        depth += character == "(" ? 1 : character == ")" ? -1 : 0
        return depth >= 0
      }
      targets.append(bare(inside))
      rest = rest[inside.endIndex...]
    }
    return targets
  }

  /// Returns the target of `[label]: target`, if the line is one.
  private static func definedTargets(of line: String) -> [String] {
    guard line.hasPrefix("["), let range = line.firstRange(of: "]: ") else { return [] }
    return [bare(line[range.upperBound...])]
  }

  private static func bare(_ target: Substring) -> String {
    target.prefix { $0 != " " }.trimmingCharacters(in: CharacterSet(charactersIn: "<>"))
  }
}
