import Diagnostics
import QueryEngine
import QuerySyntax
import TopologyModel

extension ConsoleSession {
  private static let question = "nodes at "

  /// Looks from an instant, or from the present again; without an argument says from where.
  func lookFrom(_ argument: String) {
    switch argument {
    case "": break
    case "now", "off":
      settings.timeContext = nil
      hasMoved = true
    default:
      attempt {
        guard let instant = try instant(argument) else { return }
        settings.timeContext = instant
        hasMoved = true
      }
      if settings.timeContext == nil { return }
    }
    screen.tell("looking from \(settings.timeContext.map { "\($0)" } ?? "the present")\n")
  }

  /// The instant that a text means where the session looks from; tells what is wrong with it.
  private func instant(_ text: String) throws -> Instant? {
    let source = SourceText(name: "time", text: text)
    let parsed = Parser.parse(SourceText(name: "time", text: Self.question + text))
    guard let query = parsed.query else {
      hasFailed = true
      tell(parsed.diagnostics.map { Self.shifted($0) }, in: source)
      return nil
    }
    guard case .question(let statement) = query.statement, statement.scope == nil,
      statement.knownAt == nil, statement.stages.isEmpty, query.letLines.isEmpty,
      case .at(let expression) = statement.time?.form
    else {
      fail(
        "`\(text)` is no time",
        help: "write a time such as 2026-11-23T04:30:06Z, -5m, or rv 12859"
      )
      return nil
    }
    let now = settings.timeContext ?? environment.now()
    switch expression.form {
    case .absolute(let nanoseconds): return Instant(nanoseconds: nanoseconds)
    case .now: return now
    case .ago(let nanoseconds): return now.advanced(byNanoseconds: -nanoseconds)
    case .revision: return try instant(ofRevision: text)
    case .parameter(let name):
      fail("`$\(name)` has no value here", help: "write the time itself")
      return nil
    }
  }

  /// The instant at which a revision was proven.
  private func instant(ofRevision text: String) throws -> Instant? {
    let source = SourceText(name: "query", text: Self.question + text + " | limit 0")
    guard let answer = try answer(source, queryContext()) else { return nil }
    if case .atRevision(_, let instant?) = answer.time { return instant }
    fail("`\(text)` was never proven at a time", help: "`coverage` says what was observed")
    return nil
  }

  /// The diagnostic about the text alone, without the words before it.
  private static func shifted(_ diagnostic: Diagnostic) -> Diagnostic {
    func shifted(_ span: SourceSpan) -> SourceSpan {
      let count = question.utf8.count
      return SourceSpan(max(0, span.start - count), max(0, span.end - count))
    }
    func shifted(_ label: DiagnosticLabel) -> DiagnosticLabel {
      var label = label
      label.span = shifted(label.span)
      return label
    }
    var diagnostic = diagnostic
    diagnostic.primary = diagnostic.primary.map { shifted($0) }
    diagnostic.secondary = diagnostic.secondary.map { shifted($0) }
    diagnostic.suggestions = []
    return diagnostic
  }
}
