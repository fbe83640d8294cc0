public import ArgumentParser
import Diagnostics
import Foundation
import KubernetesRules
public import QueryEngine
import QuerySyntax
import TopologyModel

/// What commands that ask queries have in common: the context of the query, and what becomes of the
/// answer.
struct AskingOptions: ParsableArguments {
  /// What `--expect` asks for.
  enum Expectation: String, ExpressibleByArgument, CaseIterable {
    case rows
    case none
  }

  @OptionGroup var store: StoreOptions

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The value of a parameter that the query's header declares; may be given again.",
      valueName: "name=value"
    )
  )
  var param: [String] = []

  @Option(name: [.short, .long], help: "The namespace of bare names.")
  var namespace: String = "default"

  @Option(
    help: "The cluster, where the store has several and the query names none.",
    completion: Completions.clusters
  )
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
    ),
    completion: Completions.files
  )
  var exclusions: String?

  @Option(
    help: ArgumentHelp(
      "How long a finding must hold where controllers may lag behind (default: 30s).",
      valueName: "duration"
    )
  )
  var findingLag: String?

  @Option(
    help: ArgumentHelp(
      "How to print: \(AnswerFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "format"
    )
  )
  var format: AnswerFormat = .table

  @OptionGroup var shown: DisplayArguments

  @Flag(help: "Exit with 3 where something was not observed.")
  var strict = false

  @Option(help: "Exit with 4 unless there are rows, or none.")
  var expect: Expectation?

  func validate() throws {
    try KubernetesVersionOption.validate(kubernetesVersion)
    _ = try parameters()
    _ = try lag()
  }

  /// Asks a query, prints its answer or why it is refused, and throws the outcome that decides the exit
  /// code.
  func ask(_ source: SourceText) throws {
    let log = try store.openForReading()
    let context = try context()
    switch try StoreQueries(log: log).run(source, context: context) {
    case .refused(let diagnostics):
      DiagnosticOutput.print(diagnostics, in: source, asJSON: format == .json || format == .ndjson)
      throw CommandOutcome.refused
    case .answered(let answer):
      Output.write(format.text(answer, display: shown.display))
      if let remarks = format.remarks(answer) { Output.message(remarks) }
      if strict, answer.notes.contains(where: { $0.code == .notObserved }) {
        throw CommandOutcome.notObserved
      }
      if let expect, answer.rows.isEmpty == (expect == .rows) {
        throw CommandOutcome.unexpected
      }
    }
  }

  private func context() throws -> QueryContext {
    QueryContext(
      namespace: namespace,
      cluster: cluster,
      now: SystemClock().now(),
      kubernetesVersion: kubernetesVersion.flatMap { KubernetesVersion($0) },
      dnsZone: dnsZone,
      findingLag: try lag() ?? QueryContext.findingLagDefault,
      exclusions: try exclusions.map { try Self.readExclusions($0) } ?? .none,
      parameters: try parameters()
    )
  }

  private func parameters() throws -> [String: String] {
    try param.reduce(into: [:]) { values, text in
      guard let equal = text.firstIndex(of: "="), equal > text.startIndex else {
        throw ValidationError(
          "`--param \(text)`: write a name and a value, such as service=shop/web"
        )
      }
      let name = String(text[..<equal])
      guard values[name] == nil else {
        throw ValidationError("`--param \(name)` is given twice")
      }
      values[name] = String(text[text.index(after: equal)...])
    }
  }

  private func lag() throws -> Int64? {
    try findingLag.map { text in
      guard let nanoseconds = DurationExpression.nanoseconds(of: text) else {
        throw ValidationError("`--finding-lag \(text)`: write a duration such as 30s or 1m30s")
      }
      return nanoseconds
    }
  }

  private static func readExclusions(_ path: String) throws -> FindingExclusions {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UsageError(
        category: .notFound,
        message: "cannot read `\(path)`",
        help: "name a file of exclusions"
      )
    }
    do {
      return try FindingExclusions(parsing: String(decoding: data, as: UTF8.self))
    } catch {
      throw UsageError(message: "\(path):\(error.line): \(error.message)")
    }
  }
}

extension AnswerFormat: ExpressibleByArgument {}
