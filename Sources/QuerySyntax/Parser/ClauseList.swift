import Diagnostics

/// The clauses read behind a question, and where each was written.
struct ClauseList {
  /// A clause as it was written.
  struct Slice {
    let kind: ClauseKind
    let rank: Int
    let words: String
    var span: SourceSpan
  }

  /// Whether the clauses are those of a diff.
  let isDiff: Bool
  var port: PortReference?
  var vantage: Vantage?
  var pod: NamePattern?
  var draining: DurationExpression?
  var namespace: NamePattern?
  var cluster: NamePattern?
  var time: TimeClause?
  var knowledge: DiffStatement.Form?
  var knownAt: KnownAtClause?
  var stages: [Stage] = []
  private(set) var slices: [Slice] = []
  /// The first clause that stands too late, and the one that it should stand before.
  private(set) var misplaced: (slice: Slice, before: Slice)?

  /// Creates an empty list.
  init(isDiff: Bool) {
    self.isDiff = isDiff
  }

  /// The scope, if any was given.
  var scope: ScopeClause? {
    guard namespace != nil || cluster != nil else { return nil }
    let spans = slices.filter { $0.kind == .scope }.map(\.span)
    let span = spans.dropFirst().reduce(spans.first ?? SourceSpan(at: 0)) { $0.joined(with: $1) }
    return ScopeClause(namespace: namespace, cluster: cluster, span: span)
  }

  /// Adds a clause that was read.
  mutating func add(_ kind: ClauseKind, words: String, span: SourceSpan) {
    let rank = kind.rank(inDiff: isDiff)
    let slice = Slice(kind: kind, rank: rank, words: words, span: span)
    if misplaced == nil, let later = latest, later.rank > rank {
      let before = slices.first { $0.rank > rank } ?? later
      misplaced = (slice, before)
    }
    if latest.map({ $0.rank <= rank }) ?? true {
      latest = slice
    }
    if firsts[kind] == nil {
      firsts[kind] = slice
    }
    slices.append(slice)
  }

  private var latest: Slice?
  /// The first clause of each kind: looking through all of them would take quadratic time.
  private var firsts: [ClauseKind: Slice] = [:]

  /// The first clause of the given kind.
  func first(_ kind: ClauseKind) -> Slice? { firsts[kind] }

  /// Whether a clause of the given kind may follow: it stands in order, and is not there yet.
  func admits(_ kind: ClauseKind) -> Bool {
    guard let latest else { return true }
    let rank = kind.rank(inDiff: isDiff)
    return latest.rank < rank
      || (latest.rank == rank && (kind == .scope || kind == .pipeline))
  }

  /// The text of the whole statement with its clauses in the right order.
  func reordered(head: SourceSpan, in source: SourceText) -> String? {
    let spans =
      [head]
      + slices.enumerated()
      .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map(\.element.span)
    let text = spans.map { source.text(in: $0) }.joined(separator: " ")
    return text.utf8.count <= 400 && !text.utf8.contains(0x0A) ? text : nil
  }
}
