import Foundation
import HindcastTestSupport
import Testing

/// Asks the queries of the documents of the demo's store.
@Suite struct DocumentQueryTests {
  private static let documents = ProjectTree.documents.filter { path in
    (try? ProjectTree.text(of: path).contains("```tql")) ?? true
  }

  @Test("every block tagged `tql` is answered", arguments: documents)
  func answer(_ path: String) throws {
    let lines = try ProjectTree.text(of: path).split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    let folder = try TemporaryDirectory()
    let file = folder.file("query.tql")
    for block in FencedBlock.blocks(tagged: "tql", in: lines.map(String.init)) {
      let text = block.lines.joined(separator: "\n") + "\n"
      try text.write(toFile: file, atomically: false, encoding: .utf8)
      let result = try HindcastExecutable.run(
        ["query", "--file", file],
        in: folder.path,
        environment: ["HINDCAST_STORE": try RecordedStores.path(of: RecordedStores.demo)]
      )
      #expect(result.exitCode == 0, "\(path):\(block.line): \(result.messages)")
    }
  }
}
