import Foundation
import HindcastTestSupport
import Testing

/// The unit of systemd in the documents.
@Suite("the unit of systemd")
struct ServiceUnitTests {
  static let file = "hindcast.service"
  private static let analyzer = "/usr/bin/systemd-analyze"
  private static let program = "/usr/local/lib/hindcast/hindcast"

  /// How long requests may go on once the server is asked to end, as docs/reference/limits.md has it.
  static let drainSeconds = 20

  private let text: String

  init() throws {
    text = try ProjectTree.text(of: "docs/guides/deploy/\(Self.file)")
  }

  /// The values of a key, in order.
  private func values(_ key: String) -> [String] {
    text.replacing("\\\n", with: "").split(separator: "\n").compactMap {
      $0.hasPrefix("\(key)=") ? String($0.dropFirst(key.count + 1)) : nil
    }
  }

  private func value(_ key: String) throws -> String {
    let values = values(key)
    try #require(values.count == 1, "\(key)")
    return values[0]
  }

  /// The words of what is run.
  private func command() throws -> [String] {
    try #require(ShellWords.words(of: try value("ExecStart")))
  }

  @Test("it runs options that there are, from where the guide puts the program")
  func arguments() throws {
    let words = try command()
    #expect(words.first == Self.program)
    try DeploymentTests.checkOptions(Array(words.dropFirst()))
    let guide = try ProjectTree.text(of: "docs/guides/run-the-server.md")
    let folder = URL(filePath: Self.program).deletingLastPathComponent().path
    #expect(guide.contains("sudo install -d \(folder)\n"))
    #expect(guide.contains("hindcast_hindcast.resources \(folder)\n"))
    #expect(guide.contains("docs/guides/deploy/\(Self.file) /etc/systemd/system\n"))
  }

  @Test("it reads what the guide puts there, and writes its own folder alone")
  func files() throws {
    let words = try command()
    func option(_ name: String) throws -> String {
      let index = try #require(words.firstIndex(of: "--\(name)"), "--\(name)")
      return words[index + 1]
    }
    let guide = try ProjectTree.text(of: "docs/guides/run-the-server.md")
    for name in ["tls-cert", "tls-key", "kubeconfig", "tokens"] {
      let file = URL(filePath: try option(name))
      #expect(file.deletingLastPathComponent().path == "/etc/hindcast")
      #expect(
        guide.split(separator: "\n").contains {
          $0.contains("/etc/hindcast") && $0.contains(file.lastPathComponent)
        },
        "\(file.lastPathComponent)"
      )
    }
    let own = "/var/lib/\(try value("StateDirectory"))"
    let store = try #require(try value("Environment").split(separator: "=").last)
    for path in [String(store), try option("audit-log")] {
      #expect(URL(filePath: path).deletingLastPathComponent().path == own)
    }
    #expect(try value("WorkingDirectory") == own)
    #expect(try value("ProtectSystem") == "strict")
    #expect(values("ReadWritePaths").isEmpty)
    for user in ["User", "Group"] { #expect(try value(user) == "hindcast") }
    #expect(guide.contains("sudo useradd --system --home-dir \(own) "))
    #expect(try #require(Int(try value("TimeoutStopSec"))) >= Self.drainSeconds + 10)
  }

  @Test("requests may go on as long as the limits say")
  func drain() throws {
    let limits = try ProjectTree.text(of: "docs/reference/limits.md")
    let line = try #require(limits.split(separator: "\n").first { $0.contains("drainSeconds`") })
    #expect(line.contains("| \(Self.drainSeconds) s |"), "\(line)")
  }

  @Test(
    "systemd takes it",
    .enabled(if: FileManager.default.isExecutableFile(atPath: analyzer), "there is no systemd")
  )
  func verified() throws {
    let folder = try TemporaryDirectory()
    // It looks for the program, and for units that are there on a machine that runs it.
    let copy = text.replacing(Self.program, with: try HindcastExecutable.path)
    try copy.write(toFile: folder.file(Self.file), atomically: true, encoding: .utf8)
    try "".write(toFile: folder.file("input"), atomically: true, encoding: .utf8)
    let exitCode = try Program(path: Self.analyzer).run(
      ["verify", "--man=no", "--recursive-errors=no", folder.file(Self.file)],
      environment: ["PATH": "/usr/bin:/bin"],
      folder: folder.path,
      input: folder.file("input"),
      output: folder.file("output"),
      messages: nil
    )
    let told = try String(contentsOfFile: folder.file("output"), encoding: .utf8)
    #expect(exitCode == 0, "\(told)")
    #expect(!told.contains(Self.file), "\(told)")
  }
}
