import Diagnostics
import QuerySyntax

/// What makes two queries the same question, and how long its answer stays the same.
public struct QueryIdentity: Hashable, Sendable {
  /// How long an answer stays the same.
  public enum Lifetime: Hashable, Sendable {
    /// For ever: the query says as of which knowledge it is answered.
    case forever
    /// While nothing is appended to the log.
    case basis
    /// Not at all: the answer depends on when it is asked.
    case moment
  }

  /// The canonical text, the values of its parameters being `let` lines.
  public var text: String
  /// How long its answer stays the same.
  public var lifetime: Lifetime

  init(_ query: Query, text: String) {
    self.text = text
    lifetime = Self.lifetime(query.statement, text: text)
  }

  init(text: String, lifetime: Lifetime) {
    self.text = text
    self.lifetime = lifetime
  }

  private static func lifetime(_ statement: Statement, text: String) -> Lifetime {
    switch statement {
    case .question(let statement):
      if case .atEvent? = statement.time?.form { return .forever }
      if let knownAt = statement.knownAt { return lifetime(knownAt) }
      switch statement.time?.form {
      case nil, .since: return .moment
      case .at, .span, .atEvent: return hasRelativeTime(text) ? .moment : .basis
      }
    case .diff(let statement):
      switch statement.form {
      case .knowledge: return .forever
      case .instants(_, _, let knownAt?): return lifetime(knownAt)
      case .instants(_, _, nil): return hasRelativeTime(text) ? .moment : .basis
      }
    case .explain(let statement):
      return statement.isAnalyze
        ? .moment : min(lifetime(statement.statement, text: text), .basis)
    }
  }

  /// Knowledge that is named fixes `now`, too.
  private static func lifetime(_ knownAt: KnownAtClause) -> Lifetime {
    switch knownAt.form {
    case .event: return .forever
    case .instant(let instant):
      switch instant.form {
      case .absolute, .revision: return .forever
      case .now, .ago, .parameter: return .moment
      }
    }
  }

  /// Whether the text has words that may be times relative to now; names that look like them count,
  /// which only costs that the answer is computed again.
  private static func hasRelativeTime(_ text: String) -> Bool {
    let source = SourceText(name: "query", text: text)
    return Lexer.tokenize(source).contains { token in
      guard token.kind == .word else { return false }
      let word = source.text(in: token.span)
      return word == "now" || word == "ago" || word.hasPrefix("-")
    }
  }
}

extension QueryIdentity.Lifetime: Comparable {
  /// Whether one ends before another.
  public static func < (first: Self, second: Self) -> Bool { first.rank < second.rank }

  private var rank: Int {
    switch self {
    case .moment: 0
    case .basis: 1
    case .forever: 2
    }
  }
}
