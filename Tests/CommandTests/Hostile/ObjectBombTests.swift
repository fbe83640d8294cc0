import Foundation
import HindcastTestSupport
import Testing

/// Inputs that are made to take all the memory or all the time there is: each meets a limit that has a
/// name, in a sentence, and the store stays whole.
@Suite struct ObjectBombTests {
  private static func pod(_ annotation: String) -> String {
    #"{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","namespace":"n","uid":"u","#
      + #""resourceVersion":"1","annotations":{"x":\#(annotation)}}}"#
  }

  private static let watch =
    #"{"receivedAt":"2026-11-23T04:41:05Z","event":{"type":"ADDED","object":"#

  /// Imports a text as a file into a store that has something already; the store must be whole after.
  private static func imported(
    _ text: String,
    named name: String
  ) throws -> CommandResult {
    let folder = try TemporaryDirectory()
    let good = watch + pod(#""y""#) + "}}\n"
    try good.write(toFile: folder.file("good.jsonl"), atomically: false, encoding: .utf8)
    #expect(try HindcastExecutable.run(["import", "good.jsonl"], in: folder.path).exitCode == 0)
    try text.write(toFile: folder.file(name), atomically: false, encoding: .utf8)
    let result = try HindcastExecutable.run(["import", name], in: folder.path)
    #expect(try HindcastExecutable.run(["verify"], in: folder.path).exitCode == 0)
    return result
  }

  @Test("JSON that is nested too deeply", arguments: [101, 100_000])
  func deepJSON(depth: Int) throws {
    let bomb = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let result = try Self.imported(Self.watch + Self.pod(bomb) + "}}\n", named: "bomb.jsonl")
    #expect(result.exitCode == 5)
    #expect(result.messages.contains("the document is nested deeper than 100 levels"))
  }

  @Test("a huge text in an object of a watch, of a list, and of a manifest")
  func hugeTexts() throws {
    let huge = Self.pod("\"" + String(repeating: "x", count: 5 << 20) + "\"")
    let manifest = huge.replacing(#""uid":"u","resourceVersion":"1","#, with: "")
    for (text, name) in [
      (Self.watch + huge + "}}\n", "watch.jsonl"),
      (#"{"kind":"PodList","apiVersion":"v1","items":["# + huge + "]}", "list.json"),
      (manifest, "manifest.json"),
    ] {
      let result = try Self.imported(text, named: name)
      #expect(result.exitCode == 5, "\(name)")
      #expect(result.messages.contains("bytes, expected at most 4194304"), "\(name)")
    }
  }

  @Test("a line of 100 MB")
  func longLine() throws {
    let text =
      Self.watch + Self.pod("\"" + String(repeating: "x", count: 100_000_000) + "\"") + "}}\n"
    let result = try Self.imported(text, named: "watch.jsonl")
    #expect(result.exitCode == 5)
    #expect(result.messages.contains("watch.jsonl:1"))
    #expect(result.messages.contains("bytes, expected at most 4194304"))
  }

  @Test("a line of 100 MB that has no end")
  func openLine() throws {
    let text = Self.watch + #"{"kind":""# + String(repeating: "x", count: 100_000_000)
    let result = try Self.imported(text, named: "watch.jsonl")
    #expect(result.exitCode == 5)
    #expect(result.messages.utf8.count < 2000)
  }

  @Test("aliases of YAML that become more than there is room for")
  func aliases() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let alias = "*a\(level - 1)"
      let list = Array(repeating: alias, count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(list)]\n"
    }
    text = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n" + text
    let result = try Self.imported(text, named: "bomb.yaml")
    #expect(result.exitCode == 5)
    #expect(result.messages.contains("250000"))
  }

  @Test("YAML that is nested too deeply", arguments: [101, 50_000])
  func deepYAML(depth: Int) throws {
    let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let text = "apiVersion: v1\nkind: Service\nmetadata: {name: a, annotations: {x: \(nested)}}\n"
    let result = try Self.imported(text, named: "bomb.yaml")
    #expect(result.exitCode == 5)
    #expect(result.messages.contains("100"))
  }

  @Test("a kubeconfig that is too deep, too long, or has too many values")
  func kubeconfigs() throws {
    let folder = try TemporaryDirectory()
    let deep = "users: " + String(repeating: "[", count: 50_000)
    var aliases = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let list = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      aliases += "a\(level): &a\(level) [\(list)]\n"
    }
    let long = "# " + String(repeating: "x", count: 17 << 20)
    for (text, limit) in [(deep, "nested too deeply"), (aliases, "500"), (long, "16")] {
      try text.write(toFile: folder.file("config"), atomically: false, encoding: .utf8)
      let result = try HindcastExecutable.run(
        ["record", "--plain", "--kubeconfig", "config"],
        in: folder.path
      )
      #expect(result.exitCode == 2 || result.exitCode == 1)
      #expect(result.messages.contains(limit), "\(result.messages.prefix(500))")
      #expect(result.messages.utf8.count < 2000)
    }
  }
}
