/// Why a case of a script cannot be run, or what it broke that no expectation may hold.
public struct ScriptError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, in one line or a few.
  public var message: String

  /// Creates an error.
  public init(_ message: String) {
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
