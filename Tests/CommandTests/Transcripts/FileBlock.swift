/// A file that a document shows in a block of its own, under a line such as `web.yaml`: so that what
/// stands in the document is what its commands read.
struct FileBlock: Equatable {
  private static let tags = ["csv", "json", "yaml"]

  var name: String
  var text: String

  /// The files of a document, in order.
  static func blocks(in document: String) -> [FileBlock] {
    let lines = document.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return tags.flatMap { tag in
      FencedBlock.blocks(tagged: tag, in: lines).compactMap { block in
        let before = lines[..<(block.firstIndex - 1)].last { !$0.isEmpty } ?? ""
        let parts = before.split(separator: "`", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].isEmpty,
          [".\(tag)", ".nd\(tag)"].contains(where: parts[1].hasSuffix),
          parts[parts.count - 1].hasSuffix(":")
        else { return nil }
        return FileBlock(
          name: String(parts[1]),
          text: block.lines.map { $0 + "\n" }.joined()
        )
      }
    }
  }
}
