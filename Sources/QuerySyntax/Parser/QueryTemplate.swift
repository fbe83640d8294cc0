import Diagnostics

/// The tree of a query that asks about instants: the same text with other instants of the same lengths has
/// the same tree but for those, and need not be parsed.
package struct QueryTemplate: Sendable {
  /// An instant in a text, in UTC.
  package struct Literal: Equatable, Sendable {
    /// Where it stands.
    package var range: Range<Int>
    /// What it says, in nanoseconds since 1970-01-01T00:00:00Z.
    package var nanoseconds: Int64
  }

  /// A text, and the instants in it.
  package struct Split {
    /// The text with zeros in place of its instants.
    package var stem: [UInt8]
    /// The instants, one or two, in order.
    package var literals: [Literal]
    fileprivate var text: [UInt8]

    /// An instant as it was written.
    package func bytes(_ literal: Literal) -> ArraySlice<UInt8> { text[literal.range] }
  }

  /// Longer texts are not split: whoever writes them by hand does not ask for thousands of instants.
  private static let textBytes = 4096
  private static let literalBytes = 35
  private static let instantCount = 2

  private let query: Query
  /// Where the instants stand.
  private let ranges: [Range<Int>]

  /// Creates the template of a query that a text was parsed to; nil where there are other instants in it
  /// than those that it asks about, or none, where a stage depends on them, and where comments tell of
  /// more.
  package init?(_ query: Query, of text: [UInt8]) {
    guard let split = Self.split(text), query.header == QueryHeader(), query.comments.isEmpty,
      let instants = Self.instants(of: query.statement),
      instants.count == split.literals.count
    else { return nil }
    for (instant, literal) in zip(instants, split.literals) {
      guard instant.form == .absolute(nanoseconds: literal.nanoseconds),
        instant.span == SourceSpan(literal.range.lowerBound, literal.range.upperBound)
      else { return nil }
    }
    self.query = query
    ranges = split.literals.map(\.range)
  }

  /// The instants that a statement asks about; nil for forms with others.
  private static func instants(of statement: Statement) -> [InstantExpression]? {
    switch statement {
    case .question(let statement):
      let isSampled = statement.stages.contains { stage in
        if case .every = stage.form { true } else { false }
      }
      // Whether there are too many samples depends on how long the span is.
      if isSampled { return nil }
      switch statement.time?.form {
      case .at(let instant): return [instant]
      case .span(let from, let to): return [from, to]
      case .atEvent, .since, nil: return nil
      }
    case .diff(let statement):
      guard case .instants(let from, let to, nil) = statement.form else { return nil }
      return [from, to]
    case .explain: return nil
    }
  }

  /// Finds the instants of a text, in UTC, that a space is in front of and a space or the end behind; nil
  /// where there are none, or more than a question is asked about.
  package static func split(_ text: [UInt8]) -> Split? {
    guard text.count <= textBytes else { return nil }
    var literals: [Literal] = []
    var start = 0
    for end in 1...max(1, text.count) where end >= text.count || text[end] == UInt8(ascii: " ") {
      defer { start = end }
      guard end <= text.count, end - start <= literalBytes, text[start] == UInt8(ascii: " "),
        text[end - 1] == UInt8(ascii: "Z"),
        text[(start + 1)..<(end - 1)].allSatisfy({ isPart($0) }),
        case .value(let nanoseconds) = InstantText.read(text[(start + 1)..<end])
      else { continue }
      literals.append(Literal(range: (start + 1)..<end, nanoseconds: nanoseconds))
      guard literals.count <= instantCount else { return nil }
    }
    guard !literals.isEmpty else { return nil }
    var stem = text
    for literal in literals { for place in literal.range { stem[place] = 0 } }
    return Split(stem: stem, literals: literals, text: text)
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: ":"),
      UInt8(ascii: "."), UInt8(ascii: "T"):
      true
    default: false
    }
  }

  /// The tree of the template's text with the instants of a split one that has the same stem; nil where
  /// those stand elsewhere.
  package func query(at split: Split) -> Query? {
    guard ranges == split.literals.map(\.range) else { return nil }
    func moved(_ expression: InstantExpression, _ place: Int) -> InstantExpression {
      let literal = split.literals[place]
      return InstantExpression(
        .absolute(nanoseconds: literal.nanoseconds),
        spelling: String(decoding: split.bytes(literal), as: UTF8.self),
        span: expression.span
      )
    }
    var query = query
    switch query.statement {
    case .question(var statement):
      switch statement.time?.form {
      case .at(let instant): statement.time?.form = .at(moved(instant, 0))
      case .span(let from, let to):
        statement.time?.form = .span(from: moved(from, 0), to: moved(to, 1))
      case .atEvent, .since, nil: return nil
      }
      query.statement = .question(statement)
    case .diff(var statement):
      guard case .instants(let from, let to, nil) = statement.form else { return nil }
      statement.form = .instants(from: moved(from, 0), to: moved(to, 1), knownAt: nil)
      query.statement = .diff(statement)
    case .explain: return nil
    }
    return query
  }
}
