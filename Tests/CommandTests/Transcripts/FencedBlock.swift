/// A fenced block of a Markdown document.
struct FencedBlock {
  /// The word behind the opening fence.
  var tag: String
  /// The line of the opening fence, counted from 1.
  var line: Int
  var lines: [String]

  /// The index of the block's first line among those of the document.
  var firstIndex: Int { line }

  /// The blocks of a document with a tag, in order.
  static func blocks(tagged tag: String, in lines: [String]) -> [FencedBlock] {
    var blocks: [FencedBlock] = []
    var opening: Substring = ""
    var open: FencedBlock?
    for (index, line) in lines.enumerated() {
      let content = line.drop { $0 == " " }
      let fence = content.prefix { $0 == "`" }
      if let block = open {
        if fence.count >= opening.count, content.dropFirst(fence.count).isEmpty {
          if block.tag == tag { blocks.append(block) }
          open = nil
        } else {
          open?.lines.append(line)
        }
      } else if fence.count >= 3 {
        let word = content.dropFirst(fence.count).prefix { $0 != " " }
        opening = fence
        open = FencedBlock(tag: String(word), line: index + 1, lines: [])
      }
    }
    return blocks
  }
}
