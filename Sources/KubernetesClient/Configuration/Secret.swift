/// A text that must not be shown: printing, dumping, or interpolating it hides it.
public struct Secret: Hashable, Sendable {
  /// The text itself.
  public let text: String

  /// Wraps a text.
  public init(_ text: String) {
    self.text = text
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// What is shown in place of the text.
  public var description: String { "(hidden)" }
  /// What is shown in place of the text.
  public var debugDescription: String { description }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
