public import Diagnostics

/// A length of time: `30s`, `1d12h`, `$window`.
public struct DurationExpression: Hashable, Sendable {
  /// The ways to give a length of time.
  public enum Form: Hashable, Sendable {
    /// Nanoseconds, not negative.
    case nanoseconds(Int64)
    /// `$name`.
    case parameter(String)
  }

  /// How the length is given.
  public var form: Form
  /// The text as it was written; nil for the canonical one.
  @SyntaxTrivia public var spelling: String?
  /// The place in the text.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a length of time.
  public init(_ form: Form, spelling: String? = nil, span: SourceSpan = SourceSpan(at: 0)) {
    self.form = form
    self.spelling = spelling
    self.span = span
  }

  /// Reads a length of time as TQL writes it, such as `1m30s`, in nanoseconds; returns nil for other
  /// text.
  public static func nanoseconds(of text: String) -> Int64? {
    guard case .value(let nanoseconds) = DurationText.read(Array(text.utf8)[...]) else {
      return nil
    }
    return nanoseconds
  }
}
