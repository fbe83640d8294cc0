public import Diagnostics

/// A parameter of a saved query, as in `# param service: service = my-service`.
public struct ParameterDeclaration: Hashable, Sendable {
  /// The name, without `$`.
  public var name: String
  /// The type that values must have.
  public var type: ParameterType
  /// The value where the caller gives none; without it the caller must give one.
  public var defaultValue: ParameterValue?
  /// The place of the declaration.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a declaration.
  public init(
    name: String,
    type: ParameterType,
    defaultValue: ParameterValue?,
    span: SourceSpan = SourceSpan(at: 0)
  ) {
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.span = span
  }
}
