/// Something that can be inserted into the line that is being typed.
public struct LineCompletion: Hashable, Sendable {
  /// The text to insert.
  public var text: String
  /// What it means, in one short line; empty where there is nothing to say.
  public var detail: String
  /// The UTF-8 bytes of the line that it replaces.
  public var replaced: Range<Int>

  /// Creates a completion.
  public init(text: String, detail: String, replaced: Range<Int>) {
    self.text = text
    self.detail = detail
    self.replaced = replaced
  }
}
