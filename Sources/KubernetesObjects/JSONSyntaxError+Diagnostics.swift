extension JSONSyntaxError: CustomStringConvertible {
  /// The sentence for people.
  public var description: String { "\(message), at byte \(byteOffset)" }
}
