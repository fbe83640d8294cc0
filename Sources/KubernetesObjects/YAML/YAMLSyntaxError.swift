/// A text that is not one YAML document that JSON can say.
public struct YAMLSyntaxError: Error, Hashable, Sendable {
  /// What is wrong, in lower case and without a final stop.
  public let message: String
  /// The line of the text at which it was noticed, counted from 1.
  public let line: Int

  /// Creates an error.
  public init(message: String, line: Int) {
    self.message = message
    self.line = line
  }
}
