import ArgumentParser
import Diagnostics
import Foundation
import KubernetesRules
import QueryEngine
import QuerySyntax
import TopologyModel

/// `hindcast query`.
struct QueryCommand: ParsableCommand {
  /// How answers are printed.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table
    case wide
    case json
  }

  /// What `--expect` asks for.
  enum Expectation: String, ExpressibleByArgument, CaseIterable {
    case rows
    case none
  }

  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Ask a question in TQL.",
    discussion: """
      Questions: pods serving S, pods listed by S, pods selected by S, endpoints of S, slices of S,
      services served by POD, services selecting POD, pods on node N, owners of ip A, why S,
      findings [of KIND NAME], dns NAME, pods, services, endpoints, slices, nodes,
      events [of KIND NAME], coverage.
      Then, in this order: on port P, for node N, in namespace N, at TIME or from TIME to TIME,
      as known at event N, | stages.
      A time is 2026-11-23T04:39:51Z, now, -5m, or rv 12859 for a revision of the cluster.
      Stages: where, select, distinct, count [by], group by; over a span outages, duration, share,
      changes, every, throughout; sort by, limit.

      Examples:
        hindcast query 'pods serving my-service on port 80 at 2026-11-23T04:39:51Z'
        hindcast query 'pods serving shop/web since -1h | outages longer than 5s'
        hindcast query 'why shop/web at 2026-11-23T04:30:06Z'
        hindcast query 'owners of ip 10.244.1.3 at 2026-11-23T04:30:06Z'
        hindcast query 'pods in namespace shop at rv 1251 | where not ready | select name, phase'
        hindcast query 'events of pod shop/web-1 | limit 20'
        hindcast query coverage
      """
  )

  @OptionGroup var options: StoreOptions

  @Option(name: [.short, .long], help: "The namespace of bare names.")
  var namespace: String = "default"

  @Option(help: "The cluster, where the store has several and the query names none.")
  var cluster: String?

  @Option(
    help: ArgumentHelp(
      "The Kubernetes version whose rules hold (default: the recorded one, else 1.36).",
      valueName: "version"
    )
  )
  var kubernetesVersion: String?

  @Option(help: ArgumentHelp("The cluster's DNS zone.", valueName: "zone"))
  var dnsZone: String = "cluster.local"

  @Option(
    help: ArgumentHelp(
      "Leave out findings that a file names: a line each, such as \"ST203 service shop/*\".",
      valueName: "path"
    )
  )
  var exclusions: String?

  @Option(
    help: ArgumentHelp(
      "How long a finding must hold where controllers may lag behind (default: 30s).",
      valueName: "duration"
    )
  )
  var findingLag: String?

  @Option(help: "How to print: table, wide or json.")
  var format: Format = .table

  @Option(help: ArgumentHelp("Read the query from a file.", valueName: "path"))
  var file: String?

  @Flag(help: "Exit with 3 where something was not observed.")
  var strict = false

  @Option(help: "Exit with 4 unless there are rows, or none.")
  var expect: Expectation?

  @Argument(help: ArgumentHelp("The query; - or nothing reads standard input.", valueName: "query"))
  var words: [String] = []

  func validate() throws {
    try KubernetesVersionOption.validate(kubernetesVersion)
  }

  func run() throws {
    let source = try sourceText()
    let log = try options.openForReading()
    let context = QueryContext(
      namespace: namespace,
      cluster: cluster,
      now: SystemClock().now(),
      kubernetesVersion: kubernetesVersion.flatMap { KubernetesVersion($0) },
      dnsZone: dnsZone,
      findingLag: try findingLag.map { try Self.nanoseconds($0) } ?? QueryContext.findingLagDefault,
      exclusions: try exclusions.map { try Self.readExclusions($0) } ?? .none
    )
    switch try StoreQueries(log: log).run(source, context: context) {
    case .refused(let diagnostics):
      let text =
        format == .json
        ? DiagnosticOutput.json(diagnostics, in: source)
        : DiagnosticOutput.text(diagnostics, in: source)
      Output.message(text)
      throw CommandOutcome.refused
    case .answered(let answer):
      Output.write(text(answer))
      if strict, answer.notes.contains(where: { $0.code == .notObserved }) {
        throw CommandOutcome.notObserved
      }
      if let expect, answer.rows.isEmpty == (expect == .rows) {
        throw CommandOutcome.unexpected
      }
    }
  }

  private static func nanoseconds(_ text: String) throws -> Int64 {
    guard let nanoseconds = DurationExpression.nanoseconds(of: text) else {
      throw ValidationError("`--finding-lag \(text)`: write a duration such as 30s or 1m30s")
    }
    return nanoseconds
  }

  private static func readExclusions(_ path: String) throws -> FindingExclusions {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ValidationError("cannot read `\(path)`: name a file of exclusions")
    }
    do {
      return try FindingExclusions(parsing: String(decoding: data, as: UTF8.self))
    } catch {
      throw ValidationError("\(path):\(error.line): \(error.message)")
    }
  }

  private func text(_ answer: Answer) -> String {
    switch format {
    case .table: TableFormat().text(answer)
    case .wide: TableFormat(isWide: true).text(answer)
    case .json: JSONFormat().text(answer)
    }
  }

  private func sourceText() throws -> SourceText {
    if let file {
      guard words.isEmpty else {
        throw ValidationError("give the query or `--file`, not both")
      }
      guard let data = FileManager.default.contents(atPath: file) else {
        throw ValidationError("cannot read `\(file)`: name a file with a query in it")
      }
      return SourceText(name: file, bytes: Array(data))
    }
    if words.isEmpty || words == ["-"] {
      if words.isEmpty, isatty(STDIN_FILENO) == 1 {
        throw ValidationError(
          "there is no query: try `hindcast query 'services at now'`, or `hindcast query --help`"
        )
      }
      return SourceText(
        name: "query",
        bytes: Array(FileHandle.standardInput.readDataToEndOfFile())
      )
    }
    return SourceText(name: "query", text: words.joined(separator: " "))
  }
}
