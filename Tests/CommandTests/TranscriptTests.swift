import Foundation
import HindcastTestSupport
import Testing

/// Runs the commands of the documents, and compares what they print.
@Suite struct TranscriptTests {
  private static let documents = ProjectTree.documents.filter { path in
    (try? ProjectTree.text(of: path).contains("```\(Transcript.tag)")) ?? true
  }

  @Test("every command prints what the document says", arguments: documents)
  func run(_ path: String) throws {
    let text = try ProjectTree.text(of: path)
    let folder = try TemporaryDirectory()
    try RecordedStores.copy(RecordedStores.demo, to: folder.file("demo.db"))
    do {
      for log in ["rolling-update.log.zst", "seed.log.zst"] {
        try ProjectTree.copy("Tests/Fixtures/audit/\(log)", to: folder.file(log))
      }
      for file in FileBlock.blocks(in: text) {
        try file.text.write(toFile: folder.file(file.name), atomically: true, encoding: .utf8)
      }
      let report = try Transcript(text).run { arguments in
        try HindcastExecutable.run(
          arguments,
          in: folder.path,
          environment: ["HINDCAST_STORE": "demo.db"],
          mergesMessages: true
        )
      }
      let command = ProjectTree.rewriteCommand("TranscriptTests")
      for failure in report.failures {
        Issue.record("\(path):\(failure.line): \(failure.message)")
      }
      if ProjectTree.isRewriting {
        if report.text != text { try ProjectTree.rewrite(path, report.text) }
      } else {
        for failure in report.rewritable {
          Issue.record("\(path):\(failure.line): \(failure.message)\(command)")
        }
      }
    } catch let error as TranscriptError {
      Issue.record("\(path):\(error.line): \(error.message)")
    }
  }

  @Test("the examples of manifests are those of the Kubernetes documentation")
  func manifests() throws {
    let folder = "Tests/Fixtures/manifests"
    let shown = FileBlock.blocks(in: try ProjectTree.text(of: "docs/guides/import.md"))
    let names = [
      "my-service.yaml", "nginx.yaml", "my-service-without-selector.yaml", "my-service-1.yaml",
    ]
    for name in names {
      let file = FileBlock(name: name, text: try ProjectTree.text(of: "\(folder)/\(name)"))
      #expect(shown.contains(file), "\(name)")
    }
  }
}
