/// A stable code such as `TQL0103`; never reused, and explained in docs/reference/errors.md.
public struct DiagnosticCode: Hashable, Sendable, CustomStringConvertible {
  /// The code as it is printed.
  public let text: String

  /// Creates a code from the text that is printed.
  public init(_ text: String) {
    self.text = text
  }

  /// The code as it is printed.
  public var description: String { text }
}
