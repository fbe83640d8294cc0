public import Diagnostics
public import Projections
import QuerySyntax

/// Completes queries: words of the language, and names as they were at the query's time.
public struct Completer {
  /// The most completions that are given for one cursor (docs/reference/limits.md).
  public static let completionsMax = 200

  private let makeReads: (QueryRunner.Knowledge) throws -> any TopologyReads

  /// Creates a completer; `makeReads` opens the reads that names come from.
  public init(makeReads: @escaping (QueryRunner.Knowledge) throws -> any TopologyReads) {
    self.makeReads = makeReads
  }

  /// Returns what may be inserted at `offset`, the cursor, and begins with what was typed there.
  ///
  /// Words of the language come first, then names and values by their order, at most
  /// `completionsMax`. Names are those that held at the query's time, over a span at any time of it,
  /// as known at what the query says; a clause that cannot be resolved counts as none, so that names
  /// are those of the present. Where no cluster is named, they are those of the first. In a comment
  /// there is nothing to complete.
  ///
  /// Throws what the reads throw; a text that is wrong has fewer completions, or none.
  ///
  ///     let completer = Completer { _ in try ProjectionSnapshot(snapshot) }
  ///     let source = SourceText(name: "query", text: "pods serving ca")
  ///     let completions = try completer.complete(source, at: 15, context: context)
  ///     // cart, catalog
  public func complete(
    _ source: SourceText,
    at offset: SourceOffset,
    context: QueryContext
  ) throws -> [Completion] {
    let site = Parser.completionSite(in: source, at: offset)
    guard !site.expectations.isEmpty else { return [] }
    let topology = try CompletionTopology(site, context, makeReads)
    let candidates = try CompletionCandidates(site: site, topology: topology).all()
    return completions(candidates, site)
  }

  /// The candidates that begin with what was typed, each text once, words of the language first.
  private func completions(
    _ candidates: [CompletionCandidate],
    _ site: CompletionSite
  ) -> [Completion] {
    let isQuoted = site.prefix.first.map { "\"'`".contains($0) } ?? false
    let typed = isQuoted ? String(site.prefix.dropFirst()) : site.prefix
    var texts: Set<String> = []
    var words: [Completion] = []
    var others: [Completion] = []
    for candidate in candidates where candidate.content.utf8.starts(with: typed.utf8) {
      let text = candidate.text(isQuoted: isQuoted)
      guard texts.insert(text).inserted else { continue }
      let completion = Completion(
        text: text,
        kind: candidate.kind,
        detail: candidate.detail,
        replacement: site.replacement
      )
      if candidate.kind == .keyword {
        words.append(completion)
      } else {
        others.append(completion)
      }
    }
    return Array((words + others).prefix(Self.completionsMax))
  }
}
