import Foundation
import HindcastTestSupport
import Testing

/// `hindcast completions`, and what its script makes of a command line.
@Suite("completions")
struct CompletionTests {
  private static let shells = ["bash", "zsh", "fish"]
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
  }

  @Test("a script knows every command and every option of it", arguments: shells)
  func everything(_ shell: String) throws {
    let script = try script(shell)
    let tree = try CommandTree.current()
    #expect(tree.commands.count >= 15)
    for command in tree.commands {
      #expect(!command.options.isEmpty)
      let part = part(of: script, for: command.commandName, shell)
      for option in command.options {
        let isKnown =
          shell == "fish"
          ? part.contains(
            option.hasPrefix("--") ? "-l '\(option.dropFirst(2))'" : "-s '\(option.dropFirst())'"
          )
          : part.contains(option)
        #expect(isKnown, "\(shell): \(command.commandName) \(option)")
      }
    }
  }

  @Test(
    "the shell finds no fault with the script",
    arguments: shells.filter { CompletionShells.path(of: $0) != nil }
  )
  func syntax(_ shell: String) throws {
    let file = folder.file("script")
    try script(shell).write(toFile: file, atomically: false, encoding: .utf8)
    let result = try CompletionShells.check(file, shell: shell)
    #expect(result == CommandResult(output: "", messages: "", exitCode: 0))
  }

  @Test("another shell is refused with 2, and those that there are are named")
  func unknownShell() throws {
    let result = try HindcastExecutable.run(["completions", "tcsh"], in: folder.path)
    #expect(result.exitCode == 2)
    #expect(result.output.isEmpty)
    for shell in Self.shells { #expect(result.messages.contains(shell)) }
  }

  @Test("the help says of each shell where the script belongs")
  func help() throws {
    let help = try HindcastExecutable.run(["help", "completions"], in: folder.path).output
    for shell in Self.shells { #expect(help.contains("  hindcast completions \(shell) > ")) }
  }

  @Test(
    "bash completes commands, options, and values",
    .enabled(if: CompletionShells.path(of: "bash") != nil),
    arguments: [
      (["ru"], ["run"]),
      (["re"], ["record", "report", "rebuild", "repl", "retain"]),
      (["record", "--ret"], ["--retain"]),
      (["record", "--retain", ""], ["full", "default", "topology"]),
      (["import", "--retain", "t"], ["topology"]),
      (["record", "--kind", "po"], ["pods"]),
      (["query", "--format", "m"], ["markdown"]),
      (["query", "--expect", ""], ["rows", "none"]),
      (["export", "--format", "c"], ["cloudevents"]),
      (["export", "--output", ""], ["yaml", "json"]),
      (["dump", "pro"], ["projections"]),
      (["completions", ""], ["bash", "zsh", "fish"]),
      (["report", "ava"], ["availability"]),
      (["report", "--format", "m"], ["markdown"]),
      (["run", "ip-"], ["ip-owner", "ip-reuse"]),
      (["run", "--strict", "ip-o"], ["ip-owner"]),
      (["queries", "service-o"], ["service-outages"]),
      (["run", "./"], ["./folder/", "./mine.tql"]),
      (["run", "folder/"], ["folder/its.tql"]),
      (["import", "m"], ["mine.tql"]),
      (["status", "--store", "fo"], ["folder"]),
      (["record", "--kubeconfig", "ku"], ["kubeconfig"]),
      (["fmt", "--check", "folder/its.tq"], ["folder/its.tql"]),
      (["query", "--file", "min"], ["mine.tql"]),
      (["record", "--kubeconfig", "kubeconfig", "--context", ""], ["east", "west"]),
      (["record", "--kubeconfig=kubeconfig", "--context", "w"], ["west"]),
      (["record", "--kubeconfig", "missing", "--context", ""], []),
      (["query", "--cluster", ""], ["demo"]),
      (["import", "--cluster", "d"], ["demo"]),
      (["export", "--store", "missing.db", "--cluster", ""], []),
    ] as [([String], [String])]
  )
  func values(_ words: [String], _ expected: [String]) throws {
    try RecordedCluster.writeKubeconfig(
      [("west", "http://127.0.0.1:1"), ("east", "http://127.0.0.1:1")],
      to: folder.file("kubeconfig")
    )
    let manager = FileManager.default
    try manager.createDirectory(
      atPath: folder.file("folder"),
      withIntermediateDirectories: false
    )
    for name in ["mine.tql", "folder/its.tql", "folder/its.txt"] {
      try "pods at now\n".write(toFile: folder.file(name), atomically: false, encoding: .utf8)
    }
    let offers = try offers(
      words,
      ["HINDCAST_STORE": try RecordedStores.path(of: RecordedStores.demo)]
    )
    #expect(offers.sorted() == expected.sorted())
  }

  @Test(
    "bash offers all commands where none is begun",
    .enabled(if: CompletionShells.path(of: "bash") != nil)
  )
  func commands() throws {
    let names = try CommandTree.current().commands.map(\.commandName)
    let offers = try offers([""], [:])
    #expect(Set(names).isSubset(of: offers))
  }

  // MARK: Steps

  private func script(_ shell: String) throws -> String {
    let result = try HindcastExecutable.run(["completions", shell], in: folder.path)
    try #require(result.exitCode == 0)
    #expect(result.messages.isEmpty)
    return result.output
  }

  /// What a script says of a command.
  private func part(of script: String, for command: String, _ shell: String) -> String {
    if shell == "fish" {
      let lines = script.split(separator: "\n").filter {
        $0.contains(#""hindcast \#(command)" "#) || $0.contains(#""hindcast \#(command)"'"#)
      }
      return lines.joined(separator: "\n")
    }
    let parts = script.components(separatedBy: "\n_hindcast_\(command)() {\n")
    guard parts.count == 2 else { return "" }
    return parts[1].components(separatedBy: "\n}\n")[0]
  }

  private func offers(_ words: [String], _ environment: [String: String]) throws -> [String] {
    let file = folder.file(".script")
    try script("bash").write(toFile: file, atomically: false, encoding: .utf8)
    return try CompletionShells.offers(
      words,
      script: file,
      in: folder.path,
      environment: environment
    )
  }
}
