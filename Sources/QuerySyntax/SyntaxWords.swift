/// The words of the language, each list in the order of its specification.
public enum SyntaxWords {
  /// The words that questions and statements begin with.
  public static let questionStarts = [
    "pods", "services", "endpoints", "slices", "nodes", "owners", "findings", "why", "dns", "show",
    "history", "events", "coverage", "diff", "explain",
  ]

  /// The words that stages begin with.
  public static let stages = [
    "where", "select", "distinct", "count", "group", "outages", "duration", "share", "changes",
    "every", "throughout", "sort", "limit",
  ]

  /// The stages that act at each instant.
  public static let sequencedStages = ["where", "select", "distinct", "count", "group"]

  /// The aggregates of `group`.
  public static let aggregates = ["count"] + AggregateFunction.allCases.map(\.rawValue)

  /// The words that clauses behind a question begin with.
  static let clauseStarts = ["on", "for", "including", "in", "at", "from", "since", "as"]
}
