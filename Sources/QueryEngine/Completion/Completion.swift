public import Diagnostics

/// Something that can be inserted at a cursor of a query.
public struct Completion: Hashable, Sendable {
  /// What is inserted.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Words of the language, and its signs.
    case keyword
    /// The name of a Service; also its DNS name.
    case service
    /// The name of a Pod.
    case pod
    /// The name of an EndpointSlice.
    case slice
    /// The name of a Node.
    case node
    /// The name of a namespace.
    case namespace
    /// The name of a cluster.
    case cluster
    /// The name of a zone.
    case zone
    /// The name or number of a Service's port.
    case port
    /// A column.
    case column
    /// The id of an audit rule.
    case rule
    /// `$name`.
    case parameter
    /// A value that a column may have.
    case value
    /// A point in time.
    case instant
    /// A length of time.
    case duration
  }

  /// The text to insert, in quotes where it needs them.
  public var text: String
  /// What it is.
  public var kind: Kind
  /// What it means, in one short line; empty where there is nothing to say.
  public var detail: String
  /// The place of the word that it replaces.
  public var replacement: SourceSpan

  /// Creates a completion.
  public init(text: String, kind: Kind, detail: String, replacement: SourceSpan) {
    self.text = text
    self.kind = kind
    self.detail = detail
    self.replacement = replacement
  }
}
