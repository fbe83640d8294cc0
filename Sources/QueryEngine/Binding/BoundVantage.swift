public import Diagnostics

/// From where traffic is sent.
public struct BoundVantage: Hashable, Sendable {
  /// The kinds of place.
  public enum Form: Hashable, Sendable {
    /// A Node, by name.
    case node(String)
    /// Some node of a zone, on which nothing is local.
    case zone(String)
  }

  /// The place.
  public var form: Form
  /// Where the query says it.
  public var span: SourceSpan
}
