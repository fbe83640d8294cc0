import Diagnostics

/// The tree of a query whose text ends with the instant that it asks about: the same text with another
/// instant has the same tree but for that, and need not be parsed.
package struct QueryTemplate: Sendable {
  /// A text up to its last instant, and the instant.
  package struct Split {
    /// All of the text before the instant.
    package var head: ArraySlice<UInt8>
    /// The instant as it was written.
    package var literal: ArraySlice<UInt8>
    /// What it says, in nanoseconds since 1970-01-01T00:00:00Z.
    package var nanoseconds: Int64
  }

  /// Longer texts are not split: whoever writes them by hand does not ask for thousands of instants.
  private static let textBytes = 4096
  private static let literalBytes = 35

  private let query: Query
  private let statement: QuestionStatement
  private let clauseStart: SourceOffset
  private let instantStart: SourceOffset

  /// Creates the template of a query that a text was parsed to; nil where its text does not end with the
  /// instant of a question, and where comments tell of more.
  package init?(_ query: Query, of text: [UInt8]) {
    let end = text.count
    guard let split = Self.split(text), query.header == QueryHeader(), query.comments.isEmpty,
      query.span.end == end, case .question(let statement) = query.statement,
      let clause = statement.time, case .at(let instant) = clause.form,
      instant.form == .absolute(nanoseconds: split.nanoseconds),
      instant.span == SourceSpan(split.head.count, end), clause.span.end == end,
      statement.span.end == end
    else { return nil }
    self.query = query
    self.statement = statement
    clauseStart = clause.span.start
    instantStart = instant.span.start
  }

  /// Splits a text before an instant in UTC at its end, which a space is in front of; nil for others.
  package static func split(_ text: [UInt8]) -> Split? {
    guard text.count <= textBytes, text.last == UInt8(ascii: "Z") else { return nil }
    let floor = max(0, text.count - literalBytes)
    guard let space = text[floor...].lastIndex(of: UInt8(ascii: " ")) else { return nil }
    let literal = text[(space + 1)...]
    guard literal.dropLast().allSatisfy({ isPart($0) }),
      case .value(let nanoseconds) = InstantText.read(literal)
    else { return nil }
    return Split(head: text[...space], literal: literal, nanoseconds: nanoseconds)
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: ":"),
      UInt8(ascii: "."), UInt8(ascii: "T"):
      true
    default: false
    }
  }

  /// The tree of the template's text with the instant of a split one; spans are those of that text.
  package func query(at split: Split) -> Query {
    let end = instantStart + split.literal.count
    let instant = InstantExpression(
      .absolute(nanoseconds: split.nanoseconds),
      spelling: String(decoding: split.literal, as: UTF8.self),
      span: SourceSpan(instantStart, end)
    )
    var statement = statement
    statement.time = TimeClause(.at(instant), span: SourceSpan(clauseStart, end))
    statement.span = SourceSpan(statement.span.start, end)
    var query = query
    query.statement = .question(statement)
    query.span = SourceSpan(query.span.start, end)
    return query
  }
}
