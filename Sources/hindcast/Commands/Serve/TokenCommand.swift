public import ArgumentParser
import Diagnostics
import Foundation
public import HindcastServer
import QuerySyntax
import TopologyModel

/// `hindcast token`.
struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Make tokens for `hindcast serve`, list them, or take one back.",
    discussion: """
      `token new NAME` prints a token, once, and adds its hash to the file. The
      file never has the token itself. `token list` lists the entries, `token
      revoke NAME` removes one. A server that runs follows within a second.

      Scopes: read (ask), ingest (add events), admin (everything, and see and end
      what others ask). Limits hold where they are lower than the server's.

      Examples:
        hindcast token new grafana --file tokens.json
        hindcast token new shop-team --namespace shop --namespace shop-test
        hindcast token new collector --scope ingest --expires 90d
        hindcast token new dashboard --rate 5 --rows 1000 --time-limit 2s
        hindcast token list
        hindcast token revoke grafana
      """,
    subcommands: [New.self, List.self, Revoke.self]
  )

  /// The file that all of them are about.
  struct File: ParsableArguments {
    @Option(
      help: ArgumentHelp("The file of tokens.", valueName: "path"),
      completion: Completions.files
    )
    var file: String = "tokens.json"

    /// The entries; none where there is no such file yet.
    func read() throws -> TokenFile {
      FileManager.default.fileExists(atPath: file) ? try TokenFile(path: file) : TokenFile()
    }

    /// Replaces the file in one step, readable by its owner only.
    func write(_ content: TokenFile) throws {
      let bytes = Array(try content.text.utf8)
      let path = file + ".new"
      let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw unwritable() }
      let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      let isSynced = fsync(descriptor) == 0
      close(descriptor)
      guard count == bytes.count, isSynced, rename(path, file) == 0 else { throw unwritable() }
    }

    private func unwritable() -> UsageError {
      UsageError(
        category: .unavailable,
        message: "cannot write `\(file)`: \(String(cString: strerror(errno)))",
        help: "name a file in a folder that can be written to"
      )
    }
  }

  /// `hindcast token new`.
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "new",
      abstract: "Print a new token, and add its hash to the file."
    )

    @OptionGroup var file: File

    @Argument(help: ArgumentHelp("Whose it is; logs and limits go by this name."))
    var name: String

    @Option(
      help: "What it is for: read, ingest or admin; may be repeated (default: read).",
      completion: .list(AccessScope.allCases.map(\.rawValue))
    )
    var scope: [AccessScope] = []

    @Option(name: [.short, .long], help: "Only this namespace; may be repeated.")
    var namespace: [String] = []

    @Option(help: "Only this cluster; may be repeated.", completion: Completions.clusters)
    var cluster: [String] = []

    @Option(
      help: ArgumentHelp("When it ends: a time, or a duration such as 90d.", valueName: "time")
    )
    var expires: String?

    @OptionGroup(title: "Limits") var limits: TokenLimitOptions

    func validate() throws {
      if name.isEmpty { throw ValidationError("the name is empty: say whose token it is") }
      if let expires, Self.end(expires) == nil {
        throw ValidationError(
          "`--expires \(expires)`: write a time such as 2027-01-01T00:00:00Z, or a duration such as "
            + "90d"
        )
      }
    }

    func run() throws {
      var content = try file.read()
      guard !content.tokens.contains(where: { $0.name == name }) else {
        throw UsageError(
          category: .conflict,
          message: "there is a token `\(name)` already",
          help: "take it back with `hindcast token revoke \(name)`, or name another"
        )
      }
      var random = SystemRandomNumberGenerator()
      let token = TokenFile.token(
        from: (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
      )
      content.tokens.append(
        TokenEntry(
          name: name,
          sha256: TokenFile.hash(of: token.utf8),
          scopes: scope.isEmpty ? [.read] : Set(scope),
          namespaces: namespace.isEmpty ? nil : namespace,
          clusters: cluster.isEmpty ? nil : cluster,
          expires: expires.flatMap { Self.end($0) },
          limits: limits.values.isEmpty ? nil : limits.values
        )
      )
      try file.write(content)
      Output.write(token + "\n")
      Output.message(
        "kept in \(DisplayWidth.escaped(file.file)) is its hash only: keep the token\n"
      )
    }

    private static func end(_ text: String) -> Instant? {
      if let instant = Instant(rfc3339: text) { return instant }
      guard let nanoseconds = DurationExpression.nanoseconds(of: text) else { return nil }
      let end = SystemClock().now().advanced(byNanoseconds: nanoseconds)
      return Instant(nanoseconds: end.nanoseconds / 1_000_000_000 * 1_000_000_000)
    }
  }

  /// `hindcast token list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List whose tokens there are, and what they are for."
    )

    @OptionGroup var file: File

    func run() throws {
      for entry in try TokenFile(path: file.file).tokens {
        var text = "\(entry.name)  \(entry.scopes.map(\.rawValue).sorted().joined(separator: ", "))"
        if let names = entry.namespaces { text += "  namespaces \(names.joined(separator: ", "))" }
        if let names = entry.clusters { text += "  clusters \(names.joined(separator: ", "))" }
        if let limits = entry.limits, !limits.isEmpty { text += "  at most \(limits)" }
        if let expires = entry.expires { text += "  until \(expires)" }
        Output.write(DisplayWidth.escaped(text) + "\n")
      }
    }
  }

  /// `hindcast token revoke`.
  struct Revoke: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "revoke",
      abstract: "Take a token back."
    )

    @OptionGroup var file: File

    @Argument(help: "Whose it is.")
    var name: String

    func run() throws {
      var content = try TokenFile(path: file.file)
      guard let index = content.tokens.firstIndex(where: { $0.name == name }) else {
        let closest = EditDistance.closest(to: name, in: content.tokens.map(\.name))
        throw UsageError(
          category: .notFound,
          message: "there is no token `\(name)` in `\(file.file)`",
          help: closest.map { "did you mean `\($0)`?" } ?? "`hindcast token list` lists them"
        )
      }
      content.tokens.remove(at: index)
      try file.write(content)
    }
  }
}

extension AccessScope: ExpressibleByArgument {}
