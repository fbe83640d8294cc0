import EventLog
import Foundation
import Ingest
import Testing
import TopologyModel

@Suite("Malformed manifests")
struct MalformedManifestTests {
  private static let good = Manifests.service("good")

  /// A document that cannot be read, and what is said of it.
  struct Case: Sendable {
    var document: String
    /// The line within the document.
    var line: Int
    var message: String
  }

  static let cases = [
    Case(
      document: "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  labels: [\n",
      line: 6,
      message: "while parsing a flow"
    ),
    Case(
      document: Manifests.service("a", port: "http"),
      line: 7,
      message: "`spec.ports[0].port`, expected"
    ),
    Case(
      document: "apiVersion: v1\nkind: Service\nmetadata:\n  labels:\n    a: yes\n  name: a\n",
      line: 5,
      message: "found a boolean at `metadata.labels"
    ),
    Case(
      document: "apiVersion: v1\nkind: Pod\nmetadata:\n  generateName: a-\n",
      line: 4,
      message: "`metadata.name`"
    ),
    Case(document: "kind: Service\nmetadata:\n  name: a\n", line: 1, message: "`apiVersion`"),
    Case(document: "# x\n- 1\n", line: 2, message: "found an array"),
    Case(document: "text\n", line: 1, message: "found a scalar"),
    Case(
      document: "apiVersion: v1\nkind: Service\nkind: Pod\nmetadata: {name: a}\n",
      line: 2,
      message: "the key `kind`"
    ),
    Case(
      document: "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  uid: u\n",
      line: 5,
      message: "found `metadata.uid`, expected a manifest"
    ),
    Case(
      document: "apiVersion: v1\nkind: List\nitems:\n- \(pod)\n- 7\n",
      line: 5,
      message: "`items[1]`, expected an object"
    ),
  ]
  private static let pod = "{apiVersion: v1, kind: Pod, metadata: {name: inside}}"

  @Test("a file is stored up to the document that cannot be read", arguments: cases)
  func stops(malformed: Case) throws {
    let store = try TestStore()
    let text = Manifests.documents(
      Self.good,
      malformed.document,
      Manifests.pod("later"),
      Manifests.pod("last")
    )
    let path = try store.write(text, to: "x.yaml")
    let report = try store.run(path)
    let failure = try #require(report.failures.first)
    #expect(report.failures.count == 1)
    #expect(failure.file == path)
    let before = Self.good.split(separator: "\n").count + 1
    #expect(failure.line == before + malformed.line, "\(failure)")
    #expect(failure.message.hasPrefix("document 2: "))
    #expect(failure.message.contains(malformed.message), "\(failure.message)")
    #expect(report.recordsNotRead == 2)
    let names = try store.events().compactMap { $0.object?.slot.name }.filter { $0 != "inside" }
    #expect(names == ["good"])

    let skipped = try store.run(path) { $0.skipsInvalid = true }
    #expect(skipped.isComplete)
    #expect(skipped.invalidRecords == 1)
    #expect(skipped.skipped.map { $0.line } == [before + malformed.line])
    #expect(
      try store.events().compactMap { $0.object?.slot.name }.filter { $0 != "inside" }
        == ["good", "later", "last"]
    )
    #expect(try store.run(path) { $0.skipsInvalid = true }.appended == 0)
  }

  @Test("a file is known by the first document that can be read")
  func first() throws {
    let store = try TestStore()
    let path = try store.write("a: [\n---\n" + Self.good, to: "x.yaml")
    let report = try store.run(path)
    #expect(report.failures.map { $0.line } == [2])
    #expect(report.failures.map { $0.help.contains("--skip-invalid") } == [true])
    #expect(report.recordsNotRead == 1)
    let only = try store.run(try store.write("kind: Service\n a: 1\n", to: "y.yaml"))
    #expect(only.failures.map { $0.help.contains("formats known") } == [true])
    #expect(only.failures.map { $0.message.hasPrefix("document 1: ") } == [true])
    let other = try store.run(try store.write("kind: Service\nname: x\n", to: "z.yaml"))
    #expect(other.failures.map { $0.message.contains("found") } == [true])
    #expect(try store.events().isEmpty)
  }

  @Test("documents without content are none, and what separates them is no part of them")
  func separators() throws {
    let store = try TestStore()
    let text = """
      %YAML 1.1
      --- # first

      ---
      # nothing
      ---
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "json"}}
      --- {apiVersion: v1, kind: Pod, metadata: {name: flow}}
      ...
      ---\t
      apiVersion: v1
      kind: Pod
      metadata:
        name: block
        annotations:
          text: |
            a
            ----
             ---
      ---
      """
    let report = try store.run(try store.write(text, to: "x.yaml"))
    #expect(report.isComplete, "\(report.failures)")
    #expect(report.records == 3)
    #expect(try store.events().compactMap { $0.object?.slot.name } == ["json", "flow", "block"])
  }

  @Test("JSON between separators is JSON, wherever it breaks")
  func json() throws {
    let store = try TestStore()
    let pod = #"{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}"#
    let path = try store.write("\(pod)\n---\n{\"kind\": \"Pod\",,}\n", to: "x.json")
    let report = try store.run(path)
    #expect(report.failures.map { $0.line } == [3])
    #expect(try store.events().compactMap { $0.object?.slot.name } == ["a"])
    let pretty =
      "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"Pod\",\n"
      + "  \"metadata\": {\n    \"name\": \"b\"\n  }\n}\n"
    let other = try store.run(
      try store.write(pretty + pretty.replacing("b", with: "c"), to: "y.json")
    )
    #expect(other.isComplete)
    #expect(other.records == 2)
  }
}
