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

  @OptionGroup var remote: RemoteOptions

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
    _ = try given()
  }

  /// Asks a query, prints its answer or why it is refused, and throws the outcome that decides the exit
  /// code.
  func ask(_ source: SourceText) throws {
    if let server = try remote.remote(store) {
      try ask(source, server)
      return
    }
    let log = try store.openForReading()
    let context = try context()
    switch try StoreQueries(log: log).run(source, context: context) {
    case .refused(let diagnostics):
      refuse(diagnostics, in: source)
      throw CommandOutcome.refused
    case .answered(let answer):
      let text = shown.format.text(answer, display: shown.display)
      if shown.format.isForPeople { Output.write(text) } else { Output.data(text) }
      if let remarks = shown.format.remarks(answer) { Output.message(remarks) }
      try check(
        isNotObserved: answer.notes.contains { $0.code == .notObserved },
        isEmpty: answer.rows.isEmpty
      )
    }
  }

  /// Prints why a query is refused.
  func refuse(_ diagnostics: [Diagnostic], in source: SourceText) {
    DiagnosticOutput.print(
      diagnostics,
      in: source,
      asJSON: shown.format == .json || shown.format == .ndjson
    )
  }

  /// Throws the outcome that `--strict` and `--expect` ask for.
  func check(isNotObserved: Bool, isEmpty: Bool) throws {
    if strict, isNotObserved { throw CommandOutcome.notObserved }
    if let expect, isEmpty == (expect == .rows) { throw CommandOutcome.unexpected }
  }

  private func context() throws -> QueryContext {
    var context = try asked.context()
    context.parameters = try given()
    return context
  }

  /// The values of `--param`, by name.
  func given() throws -> [String: String] {
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
