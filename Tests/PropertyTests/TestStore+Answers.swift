import Diagnostics
import EventLog
import HindcastTestSupport
import Projections
import QueryEngine
import TopologyModel

extension TestStore {
  /// The time of recording in histories, which no property depends on.
  private static let recordedAt = Instant(nanoseconds: 1_767_300_000_000_000_000)

  /// Appends drafts in transactions of random sizes.
  func append(_ drafts: [EventDraft], _ random: inout SplitMix64) throws {
    var rest = drafts[...]
    while !rest.isEmpty {
      let batch = rest.prefix(random.number(1...20))
      try append(Array(batch), recordedAt: Self.recordedAt)
      rest = rest.dropFirst(batch.count)
    }
  }

  /// The answer to a query that must be answered.
  func answer(
    _ query: String,
    isOptimized: Bool = true,
    cache: PlanCache? = nil,
    restriction: AccessRestriction = .none
  ) throws -> Answer {
    let source = SourceText(name: "query", text: query)
    let context = QueryContext(
      namespace: "a",
      now: Self.recordedAt,
      isOptimized: isOptimized,
      restriction: restriction
    )
    switch try run(source, context: context, cache: cache) {
    case .answered(let answer): return answer
    case .refused(let diagnostics):
      throw ScriptError(DiagnosticRenderer().render(diagnostics, in: source))
    }
  }

  /// The answer as text without what may differ between stores that know the same: positions,
  /// hashes, and the query's own words.
  func knowledge(_ query: String) throws -> String {
    var answer = try answer(query)
    answer.basis = .init(position: .zero, hash: .genesis)
    answer.knownAt = nil
    for index in answer.rows.indices { answer.rows[index].event = nil }
    return TableFormat(isWide: true).text(answer)
  }

  /// The named columns of the rows as texts, sorted, equal ones once; without intervals, certainty
  /// and notes.
  func values(_ query: String, _ columns: [String]) throws -> [[String]] {
    let answer = try answer("\(query) | select \(columns.joined(separator: ", "))")
    return Self.texts(of: answer)
  }

  /// All columns of the rows as texts, sorted, equal ones once.
  func values(_ query: String) throws -> [[String]] {
    Self.texts(of: try answer("\(query) | distinct"))
  }

  private static func texts(of answer: Answer) -> [[String]] {
    answer.cellTexts.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
