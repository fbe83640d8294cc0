/// An object whose fields are not of the types that the API gives them.
public struct ObjectDecodingError: Error, Hashable, Sendable {
  /// Where the field stands in the object, such as `spec.ports[0].port`; empty for the object.
  public var path: String
  /// What belongs there, such as `an integer`.
  public var expectation: String
  /// What stands there, such as `a string`; a text or a number in backticks.
  public var found: String

  /// Creates an error.
  public init(path: String, expectation: String, found: String) {
    self.path = path
    self.expectation = expectation
    self.found = found
  }
}
