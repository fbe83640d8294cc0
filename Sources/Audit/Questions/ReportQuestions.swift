import Diagnostics
internal import EventLog
internal import Projections
import QueryEngine
import TopologyModel

/// Asks the queries of a report, and gathers what their answers say beside rows.
///
/// All of them name the same position, so that all tables rest on one basis.
final class ReportQuestions {
  let request: ReportRequest
  private let ask: (SourceText, QueryContext) throws -> QueryRunner.Outcome
  private let context: QueryContext
  private(set) var cluster: String?
  private(set) var hash = ""
  private(set) var notes: [Note] = []
  private var noteTexts: Set<NoteText> = []
  private(set) var queries: [String] = []
  private var coverage: [Answer.KindCoverage] = []

  init(
    _ request: ReportRequest,
    context: QueryContext,
    ask: @escaping (SourceText, QueryContext) throws -> QueryRunner.Outcome
  ) {
    self.request = request
    self.context = context
    self.ask = ask
  }

  /// Asks a question over the span; `types` declares parameters with their values.
  ///
  /// An answer whose coverage counts decides what was observed; one that is `quiet` is evidence
  /// looked up aside, whose notes and text are left out.
  func ask(
    _ question: String,
    stages: String = "",
    span: Stretch? = nil,
    parameters: [(name: String, type: String, value: String)],
    countsCoverage: Bool = false,
    isQuiet: Bool = false
  ) throws -> ReportRows {
    let span = span ?? request.span
    let all =
      parameters + [
        ("from", "instant", span.from.description), ("to", "instant", span.until.description),
      ]
    let header = all.map { "# param \($0.name): \($0.type)\n" }.joined()
    let text =
      header + "\(question) from $from to $to as known at event \(request.knownAt)"
      + (stages.isEmpty ? "" : " | \(stages)")
    let source = SourceText(name: "report", text: text)
    var context = context
    context.parameters = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.value) })
    switch try ask(source, context) {
    case .refused(let diagnostics): throw ReportError.refused(diagnostics, source)
    case .answered(let answer):
      cluster = answer.cluster ?? cluster
      hash = answer.basis.hash.description
      if !isQuiet {
        queries.append(answer.query)
        notes += answer.notes.filter { noteTexts.insert(NoteText($0)).inserted }
      }
      if countsCoverage { coverage += answer.coverage }
      return ReportRows(answer)
    }
  }

  /// Time of the span in which a kind that counts was not observed.
  var gaps: Stretches {
    let span = request.span
    return Stretches(
      coverage.filter { !$0.isObserved && $0.kind != .node }.compactMap { kind in
        Stretch(from: kind.from ?? span.from, until: kind.until ?? span.until).clipped(to: span)
      }
    )
  }

  /// Time of the span in which a kind was watched and had not told all yet.
  var provisional: Stretches {
    let span = request.span
    return Stretches(
      notes.filter { $0.code == .provisional }.compactMap { note in
        Stretch(from: note.from ?? span.from, until: note.until ?? span.until).clipped(to: span)
      }
    )
  }

  /// What makes notes of several answers one.
  private struct NoteText: Hashable {
    var code: NoteCode
    var message: String

    init(_ note: Note) {
      code = note.code
      message = note.message
    }
  }
}
