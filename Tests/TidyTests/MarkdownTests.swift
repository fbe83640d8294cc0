import Testing

@Suite("documents")
struct MarkdownTests {
  @Test("every document has one title")
  func titles() throws {
    let documents = try SourceTree.current().documents
    Finding.report(documents.flatMap(Self.wrongTitles), under: .title)
  }

  @Test("every link leads to a file or heading of the tree")
  func links() throws {
    let tree = try SourceTree.current()
    let anchors = Dictionary(
      tree.documents.map { ($0.path, $0.anchors) },
      uniquingKeysWith: { first, _ in first }
    )
    Finding.report(
      tree.documents.flatMap { document in
        document.links.filter { !$0.isExternal }.compactMap { link in
          Self.fault(of: link, in: document, tree: tree, anchors: anchors).map {
            Finding(path: document.path, line: link.line, message: $0)
          }
        }
      },
      under: .link
    )
  }

  @Test("titles and links are read outside code")
  func snippet() {
    let text = """
      # Title `code`
      [a](b.md) and [c](../d.md#e-f "title") but not `[g](h.md)`
      ````md
      # Not a title
      ```
      [i](j.md)
      ````
      ## Two words, twice
      ## Two words, twice
      [k]: <l.md>
      #5 is no heading
      """
    let document = MarkdownDocument(path: "docs/guides/a.md", text: text)
    #expect(document.headings.map(\.line) == [1, 8, 9])
    #expect(document.anchors == ["title-code", "two-words-twice", "two-words-twice-1"])
    #expect(document.links.map(\.target) == ["b.md", "../d.md#e-f", "l.md"])
    #expect(
      document.links.map(document.resolve) == ["docs/guides/b.md", "docs/d.md", "docs/guides/l.md"]
    )
    #expect(document.links.map(\.fragment) == [nil, "e-f", nil])
    #expect(Self.wrongTitles(in: document).isEmpty)
    #expect(
      Self.wrongTitles(in: MarkdownDocument(path: "a.md", text: "# A\n# B\n")).map(\.line) == [2]
    )
    #expect(
      Self.wrongTitles(in: MarkdownDocument(path: "a.md", text: "## A\n")).map(\.line) == [nil]
    )
  }

  @Test("a link may not leave the tree")
  func outside() {
    let document = MarkdownDocument(path: "docs/a.md", text: "[a](../../b.md) [c](/d.md) [e](#f)")
    #expect(document.links.map(document.resolve) == [nil, nil, "docs/a.md"])
  }

  static func wrongTitles(in document: MarkdownDocument) -> [Finding] {
    let titles = document.headings.filter { $0.level == 1 }
    guard !titles.isEmpty else {
      return [Finding(path: document.path, line: nil, message: "no title; begin with `# …`")]
    }
    return titles.dropFirst().map {
      Finding(path: document.path, line: $0.line, message: "a second title; use `##`")
    }
  }

  private static func fault(
    of link: MarkdownLink,
    in document: MarkdownDocument,
    tree: SourceTree,
    anchors: [String: Set<String>]
  ) -> String? {
    guard let path = document.resolve(link) else {
      return "`\(link.target)` is no relative link inside the tree"
    }
    guard tree.contains(path) else {
      return "`\(link.target)` leads to `\(path)`, which does not exist"
    }
    guard let fragment = link.fragment, let anchors = anchors[path], !anchors.contains(fragment)
    else {
      return nil
    }
    return
      "`\(path)` has no heading `#\(fragment)`, only \(anchors.sorted().joined(separator: ", "))"
  }
}
