/// A property that says where or how a node was written, not what it means: all values are equal.
///
/// It makes `==` on syntax trees compare meaning, so that `parse(print(query)) == query` holds.
@propertyWrapper
public struct SyntaxTrivia<Value: Sendable>: Hashable, Sendable {
  /// The value.
  public var wrappedValue: Value

  /// Creates trivia with a value.
  public init(wrappedValue: Value) {
    self.wrappedValue = wrappedValue
  }

  /// Returns true: trivia is never a difference.
  public static func == (first: SyntaxTrivia, second: SyntaxTrivia) -> Bool { true }

  /// Adds nothing to the hash.
  public func hash(into hasher: inout Hasher) {}
}
