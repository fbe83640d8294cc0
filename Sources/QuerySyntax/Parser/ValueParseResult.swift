public import Diagnostics

/// What reading the value of a declared parameter gave.
public struct ValueParseResult: Sendable {
  /// The value; nil if there was any error.
  public var value: ParameterValue?
  /// The errors.
  public var diagnostics: [Diagnostic]

  /// Creates a result.
  public init(value: ParameterValue?, diagnostics: [Diagnostic]) {
    self.value = value
    self.diagnostics = diagnostics
  }
}
