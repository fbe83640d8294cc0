import Foundation
import HindcastTestSupport
import Testing

/// `hindcast report`, and `hindcast report verify`.
@Suite("report command")
struct ReportCommandTests {
  private static let shop = ["--service", "shop/cart"]
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
  }

  private func run(_ arguments: [String], store: String = "outage") throws -> CommandResult {
    try HindcastExecutable.run(
      ["report"] + arguments,
      in: folder.path,
      environment: ["HINDCAST_STORE": RecordedStores.path(of: store)]
    )
  }

  @Test("without a name the reports are listed, a line each")
  func list() throws {
    let result = try run([])
    #expect(result.exitCode == 0)
    let names = result.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(names == ["availability", "membership", "changes", "findings"])
  }

  @Test("an unknown name is refused with the nearest one")
  func unknownName() throws {
    let result = try run(["avialability"])
    #expect(result.exitCode == 2)
    #expect(result.messages.contains("did you mean `availability`?"))
  }

  @Test(
    "a report that was written is identical, whatever the format",
    arguments: ["html", "md", "csv", "json"]
  )
  func identical(_ ending: String) throws {
    let written = try run(["availability", "-o", "r.\(ending)"] + Self.shop)
    #expect(written == CommandResult(output: "", messages: "", exitCode: 0))
    let verified = try run(["verify", "r.\(ending)"])
    #expect(verified.exitCode == 0)
    #expect(verified.output.hasPrefix("identical: availability at event 280, chain "))
  }

  @Test("a report of a part of the log, made with relative times, is identical, too")
  func relativeTimes() throws {
    let written = try run(
      ["changes", "--from", "-20s", "--to", "now", "--as-known-at", "200", "--format", "json"]
        + ["-o", "r"] + Self.shop
    )
    #expect(written.exitCode == 0)
    #expect(try run(["verify", "r"]).output.contains("changes at event 200"))
    let text = try String(contentsOfFile: folder.file("r"), encoding: .utf8)
    #expect(text.contains("\"event\":200"))
  }

  @Test("a changed report differs, by table and row, with exit code 1")
  func different() throws {
    _ = try run(["availability", "-o", "r.html"] + Self.shop)
    let path = folder.file("r.html")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacing("5.42s</td>", with: "1.42s</td>")
      .write(toFile: path, atomically: false, encoding: .utf8)
    let result = try run(["verify", "r.html"])
    #expect(result.exitCode == 1)
    #expect(result.output.hasPrefix("differs: table "))
    #expect(result.output.contains("\nfile:  ") && result.output.contains("\nstore: "))
  }

  @Test("another tool's version is told where the report differs")
  func version() throws {
    _ = try run(["availability", "-o", "r.md"] + Self.shop)
    let path = folder.file("r.md")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacing("\"tool\":\"0.1.0\"", with: "\"tool\":\"0.0.9\"")
      .write(toFile: path, atomically: false, encoding: .utf8)
    let result = try run(["verify", "r.md"])
    #expect(result.exitCode == 1)
    #expect(result.output.contains("made by Hindcast 0.0.9, this is 0.1.0"))
  }

  @Test("another store, and one that is too short, are told apart")
  func wrongStore() throws {
    _ = try run(["availability", "-o", "r.json"] + Self.shop)
    let short = try run(["verify", "r.json"], store: "recreate")
    #expect(short.exitCode == 1)
    #expect(short.messages.contains("the report rests on another log"))
    _ = try run(["availability", "-o", "long.json"], store: "recreate")
    let long = try run(["verify", "long.json"])
    #expect(long.exitCode == 1)
    #expect(long.messages.contains("the log of this store ends at event 280"))
  }

  @Test(
    "what cannot be done is refused with 2",
    arguments: [
      (["availability", "-o", "r.txt"], "the ending tells no format"),
      (["availability", "--format", "csv"], "name one with -o"),
      (["availability", "--at-least", "0"], "a count of at least 1"),
      (["availability", "--from", "2026-11-23T04:31:00"], "a time needs a zone"),
      (["availability", "--from", "now", "--to", "-1h"], "which is not after its beginning"),
      (["availability", "--from", "yesterday"], "`--from yesterday`: expected a time"),
      (["availability", "--to", "rv"], "`--to rv`: a revision is missing"),
      (["availability", "--to", "rv"], "write for example `rv 48213`"),
      (["changes", "--from", "rv 99999999999999"], "`--from rv 99999999999999`: "),
      (["changes", "--namespace", "a b"], "`--namespace a b`: "),
      (["changes", "--service", "shop/"], "`--service shop/`: "),
      (["changes", "--cluster", "outag"], "did you mean `outage`?"),
      (["availability", "--as-known-at", "9999"], "the log ends at event 280"),
      (["availability", "r.html"], "one argument too many"),
      (
        ["availability", "--from", "1678-01-01T00:00:00Z", "--to", "2262-01-01T00:00:00Z"],
        "is longer than 9000000000 s"
      ),
      (["availability", "--dns-zone", "a..b"], "write a DNS name"),
      (["changes", "--quiet", "soon"], "write a duration"),
      (["findings", "--exclusions", "missing"], "cannot read `missing`"),
      (["verify"], "name one that `report` wrote"),
      (["verify", "missing.html"], "cannot read `missing.html`"),
      (["verify", "r.html", "--from", "-1h"], "leave the other options out"),
    ] as [([String], String)]
  )
  func refused(_ arguments: [String], _ words: String) throws {
    let result = try run(arguments)
    #expect(result.exitCode == 2)
    #expect(result.messages.contains(words), "\(result.messages)")
    // The report's own queries are nobody's business.
    #expect(!result.messages.contains("$") && !result.messages.contains("coverage as known"))
  }

  @Test("a store of several clusters needs the name of one, and lists them")
  func clusters() throws {
    try RecordedStores.copy("outage", to: folder.file("two.db"))
    let source = ProjectTree.root + "/Tests/Fixtures/recordings/recreate"
    let added = try HindcastExecutable.run(
      ["import", "--store", "two.db", "--cluster", "staging", source],
      in: folder.path
    )
    #expect(added.exitCode == 0, "\(added.messages)")
    func report(_ arguments: [String]) throws -> CommandResult {
      try HindcastExecutable.run(
        ["report", "availability", "--store", "two.db"] + arguments,
        in: folder.path
      )
    }
    let refused = try report([])
    #expect(refused.exitCode == 2)
    #expect(refused.output.isEmpty)
    #expect(
      refused.messages == """
        error: the store holds several clusters: `outage`, `staging`
        help: name the one that the report is about with `--cluster`

        """
    )
    let unknown = try report(["--cluster", "prod"])
    #expect(unknown.exitCode == 2)
    #expect(unknown.messages.contains("there are `outage`, `staging`"), "\(unknown.messages)")
    let outage = try report(["--cluster", "outage"] + Self.shop)
    #expect(outage.exitCode == 0, "\(outage.messages)")
    #expect(outage.output.contains("Cluster**: outage"))
    #expect(outage.output.contains("shop/cart"))
    let written = try report(["--cluster", "staging", "-o", "s.json"])
    #expect(written.exitCode == 0, "\(written.messages)")
    let verified = try HindcastExecutable.run(
      ["report", "verify", "--store", "two.db", "s.json"],
      in: folder.path
    )
    #expect(verified.output.hasPrefix("identical: availability"), "\(verified.messages)")
  }

  @Test("a file that is there is kept without --force, and no part of a CSV is written then")
  func existing() throws {
    try "mine".write(toFile: folder.file("r.outages.csv"), atomically: false, encoding: .utf8)
    let refused = try run(["availability", "-o", "r.csv"] + Self.shop)
    #expect(refused.exitCode == 2)
    #expect(refused.messages.contains("the file `r.outages.csv` exists"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("r.csv")))
    let kept = try String(contentsOfFile: folder.file("r.outages.csv"), encoding: .utf8)
    #expect(kept == "mine")
    #expect(try run(["availability", "-o", "r.csv", "--force"] + Self.shop).exitCode == 0)
    #expect(try run(["verify", "r.csv"]).exitCode == 0)
  }

  @Test("the store and what is beside it are never written over, however their path is spelled")
  func ontoStore() throws {
    let path = folder.file("own.db")
    try FileManager.default.copyItem(atPath: RecordedStores.path(of: "outage"), toPath: path)
    let before = try Data(contentsOf: URL(filePath: path))
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link.db"),
      withDestinationPath: path
    )
    try FileManager.default.linkItem(atPath: path, toPath: folder.file("hard.md"))
    for target in ["own.db", "./own.db", "link.db", "hard.md", "own.db-wal", "./own.db-shm"] {
      let result = try HindcastExecutable.run(
        ["report", "changes", "--store", "link.db", "--force", "--format", "json", "-o", target],
        in: folder.path,
        environment: [:]
      )
      #expect(result.exitCode == 2, "\(target)")
      #expect(result.messages.contains("a report never replaces it"), "\(target)")
    }
    try "time,ip\n".write(toFile: folder.file("f.csv"), atomically: false, encoding: .utf8)
    for command in [["attribute", "f.csv"], ["export", "--format", "cloudevents"]] {
      let result = try HindcastExecutable.run(
        command + ["--store", "own.db", "--force", "-o", "link.db"],
        in: folder.path
      )
      #expect(result.exitCode == 2, "\(command)")
      #expect(result.messages.contains("never replaces it"), "\(command): \(result.messages)")
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test(
    "a statement that no run could have made is refused",
    arguments: [
      ("\"from\":\"2026", "\"from\":\"1679"), ("\"atLeast\":2", "\"atLeast\":-1"),
      ("\"dnsZone\":\"cluster.local", "\"dnsZone\":\"cluster..local"),
      ("\"kubernetesVersion\":null", "\"kubernetesVersion\":\"new\""),
    ]
  )
  func forged(_ member: String, _ forgery: String) throws {
    _ = try run(["availability", "-o", "r.json"] + Self.shop)
    let path = folder.file("r.json")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains(member))
    try text.replacing(member, with: forgery)
      .write(toFile: path, atomically: false, encoding: .utf8)
    let result = try run(["verify", "r.json"])
    #expect(result.exitCode == 2)
    let words = ["states nothing that a report", "states the Kubernetes version `new`"]
    #expect(words.contains { result.messages.contains($0) }, "\(result.messages)")
  }

  @Test("a file that is no report is refused")
  func noReport() throws {
    try "# Notes\n".write(toFile: folder.file("n.md"), atomically: false, encoding: .utf8)
    let result = try run(["verify", "n.md"])
    #expect(result.exitCode == 2)
    #expect(result.messages.contains("states nothing that a report could be made from"))
  }
}
