import Foundation
import HindcastTestSupport
import Testing

/// What a policy removes is nowhere: not in the file, not in what is made of it, and not in messages.
@Suite struct RedactionTests {
  private static let secrets = (1...6).map {
    "hush\($0)" + String(repeating: "0123456789", count: 3)
  }

  private static let list = """
    {"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"9"},"items":[
    {"metadata":{"name":"a","namespace":"shop","uid":"u","resourceVersion":"7",
    "annotations":{"vault.io/token":"\(secrets[0])","team":"blue",
    "kubectl.kubernetes.io/last-applied-configuration":"{\\"args\\":[\\"\(secrets[1])\\"]}"}},
    "spec":{"containers":[{"name":"c","command":["run","\(secrets[2])"],"args":["--key=\(secrets[3])"],
    "env":[{"name":"KEY","value":"\(secrets[4])"}],
    "livenessProbe":{"exec":{"command":["check","\(secrets[5])"]}}}]},
    "status":{"phase":"Running","podIP":"10.0.0.1"}}]}
    """

  private static let words = [
    "--retain", "full", "--redact", "env", "--redact", "args", "--redact", "annotation=vault.*",
  ]

  private static func store(_ words: [String]) throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try list.write(toFile: folder.file("pods.json"), atomically: false, encoding: .utf8)
    let result = try HindcastExecutable.run(
      ["import", "--at", "2026-11-20T10:15:00Z"] + words + ["pods.json"],
      in: folder.path
    )
    #expect(result.exitCode == 0, "\(result.messages)")
    return folder
  }

  /// The numbers of the secrets in what every command says of the store, and in its bytes.
  private static func told(of folder: TemporaryDirectory) throws -> Set<Int> {
    var text = ""
    for words in [
      ["query", "--format", "json", "show pod shop/a"], ["query", "--format", "json", "events"],
      ["query", "history of pod shop/a"], ["export", "--format", "list", "--output", "json"],
      ["export", "--format", "cloudevents"], ["dump", "projections"], ["dump", "log"], ["status"],
      ["verify"],
    ] {
      let result = try HindcastExecutable.run(words, in: folder.path)
      text += result.output + result.messages
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasPrefix("hindcast.db") {
      let bytes = try Data(contentsOf: URL(filePath: folder.file(name)))
      text += String(decoding: bytes, as: UTF8.self)
    }
    return Set(secrets.indices.filter { text.contains(secrets[$0]) })
  }

  @Test("what the policy names is nowhere in the store, and nowhere in what is told of it")
  func nowhere() throws {
    #expect(try Self.told(of: Self.store(["--retain", "full"])) == Set(Self.secrets.indices))
    #expect(try Self.told(of: Self.store(["--retain", "default"])) == [0, 2, 3, 5])
    #expect(try Self.told(of: Self.store(Self.words)) == [])
    #expect(try Self.told(of: Self.store(["--retain", "topology"])) == [])
  }

  @Test("the feed says which policy it was, and who changes that is found")
  func recorded() throws {
    let folder = try Self.store(Self.words)
    let policy = "full without env, args, annotation=vault.*"
    let status = try HindcastExecutable.run(["status"], in: folder.path)
    #expect(status.output.contains("  kept      \(policy)\n"))
    let export = try HindcastExecutable.run(["export", "--format", "list"], in: folder.path)
    #expect(export.messages.contains("`\(policy)`"))
    #expect(try HindcastExecutable.run(["verify"], in: folder.path).exitCode == 0)
    let path = folder.file("hindcast.db")
    var bytes = try Data(contentsOf: URL(filePath: path))
    let range = try #require(bytes.range(of: Data(policy.utf8)))
    bytes.replaceSubrange(range, with: Data("full without env, args, annotation=VAULT.*".utf8))
    try bytes.write(to: URL(filePath: path))
    #expect(try HindcastExecutable.run(["verify"], in: folder.path).exitCode != 0)
  }

  @Test("a file that is stored by one policy is refused by another, and nothing of it is stored")
  func otherPolicy() throws {
    let folder = try Self.store(Self.words)
    let before = try HindcastExecutable.run(["head"], in: folder.path).output
    let again = try HindcastExecutable.run(
      ["import", "--at", "2026-11-20T10:15:00Z", "--retain", "full", "pods.json"],
      in: folder.path
    )
    #expect(again.exitCode == 5)
    #expect(again.messages.contains("and would be as `full` now"))
    #expect(try HindcastExecutable.run(["head"], in: folder.path).output == before)
    #expect(try Self.told(of: folder) == [])
    let same = try HindcastExecutable.run(
      ["import", "--at", "2026-11-20T10:15:00Z"] + Self.words + ["pods.json"],
      in: folder.path
    )
    #expect(same.exitCode == 0)
  }

  @Test("a word that is none is refused before anything is stored")
  func unknownWord() throws {
    let folder = try TemporaryDirectory()
    let result = try HindcastExecutable.run(
      ["import", "--redact", "secrets", "x"],
      in: folder.path
    )
    #expect(result.exitCode == 2)
    #expect(
      result.messages.contains("`--redact secrets`: there are env, args and annotation=PATTERN")
    )
    #expect(!FileManager.default.fileExists(atPath: folder.file("hindcast.db")))
  }

  @Test("errors about an object do not show its values")
  func errors() throws {
    let folder = try TemporaryDirectory()
    for (from, to) in [
      (#""containers":["#, #""containers":"hush10123456789","x":["#),
      (#""annotations":{"vault"#, #""labels":["hush10123456789"],"annotations":{"vault"#),
      (#""phase":"Running""#, #""phase":["hush10123456789"]"#),
      (#""uid":"u""#, #""uid":{"hush10123456789":1}"#),
      (#""team":"blue""#, #""team":"hush10123456789"#),
    ] {
      let text = Self.list.replacing(from, with: to)
      #expect(text != Self.list)
      try text.write(toFile: folder.file("pods.json"), atomically: false, encoding: .utf8)
      let result = try HindcastExecutable.run(
        ["import", "--at", "2026-11-20T10:15:00Z", "pods.json"],
        in: folder.path
      )
      #expect(!result.messages.contains("hush1"), "\(result.messages)")
    }
  }
}
