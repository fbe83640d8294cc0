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

  @OptionGroup var asked: ContextOptions

  @OptionGroup var shown: DisplayArguments

  @Flag(help: "Exit with 3 where something was not observed.")
  var strict = false

  @Option(help: "Exit with 4 unless there are rows, or none.")
  var expect: Expectation?

  func validate() throws {
    _ = try parameters()
  }

  /// Asks a query, prints its answer or why it is refused, and throws the outcome that decides the exit
  /// code.
  func ask(_ source: SourceText) throws {
    let log = try store.openForReading()
    let context = try context()
    switch try StoreQueries(log: log).run(source, context: context) {
    case .refused(let diagnostics):
      DiagnosticOutput.print(
        diagnostics,
        in: source,
        asJSON: shown.format == .json || shown.format == .ndjson
      )
      throw CommandOutcome.refused
    case .answered(let answer):
      Output.write(shown.format.text(answer, display: shown.display))
      if let remarks = shown.format.remarks(answer) { Output.message(remarks) }
      if strict, answer.notes.contains(where: { $0.code == .notObserved }) {
        throw CommandOutcome.notObserved
      }
      if let expect, answer.rows.isEmpty == (expect == .rows) {
        throw CommandOutcome.unexpected
      }
    }
  }

  private func context() throws -> QueryContext {
    var context = try asked.context()
    context.parameters = try parameters()
    return context
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
}

extension AnswerFormat: ExpressibleByArgument {}
