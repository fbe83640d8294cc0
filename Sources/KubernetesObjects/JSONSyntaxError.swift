/// A text that is not one well-formed JSON document.
public struct JSONSyntaxError: Error, Hashable, Sendable {
  /// What is wrong, in lower case and without a final stop.
  public let message: String
  /// The byte of the text at which it was noticed.
  public let byteOffset: Int

  /// Creates an error.
  public init(message: String, byteOffset: Int) {
    self.message = message
    self.byteOffset = byteOffset
  }
}
