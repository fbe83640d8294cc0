public import Diagnostics
public import TopologyModel

/// A warning or information that rides along with an answer.
public struct Note: Hashable, Sendable {
  /// The stable code.
  public var code: NoteCode
  /// What is so, in one line.
  public var message: String
  /// The way out, or what was there instead; nil where there is none.
  public var help: String?
  /// The words of the query that it is about; nil for the whole query.
  public var span: SourceSpan?
  /// Since when it is so (inclusive); nil where unknown or always.
  public var from: Instant?
  /// Until when it is so (exclusive); nil where unknown or still.
  public var until: Instant?

  /// Creates a note.
  public init(
    _ code: NoteCode,
    _ message: String,
    help: String? = nil,
    span: SourceSpan? = nil,
    from: Instant? = nil,
    until: Instant? = nil
  ) {
    self.code = code
    self.message = message
    self.help = help
    self.span = span
    self.from = from
    self.until = until
  }
}
