extension YAMLSyntaxError: CustomStringConvertible {
  /// The sentence for people.
  public var description: String { "\(message), at line \(line)" }
}
