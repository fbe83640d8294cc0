/// A stored object, or part of it, as the tree that its JSON describes; members keep their order.
public indirect enum ObjectDocument: Hashable, Sendable {
  /// A member of an object.
  public struct Member: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: ObjectDocument

    /// Creates a member.
    public init(_ name: String, _ value: ObjectDocument) {
      self.name = name
      self.value = value
    }
  }

  case null
  case boolean(Bool)
  /// A number in the text that it was written in, so that no digit is lost.
  case number(String)
  case text(String)
  case list([ObjectDocument])
  case object([Member])
}
