/// What became of a script.
public struct ScriptReport: Sendable {
  /// A case that did not do what the script says.
  public struct Failure: Hashable, Sendable {
    /// The number of the case's directive line.
    public var line: Int
    /// What differs, or what was broken.
    public var message: String
    /// Whether a rewrite may make the output the expectation.
    public var isRewritable: Bool
  }

  /// The failures, in order.
  public var failures: [Failure]
  /// The script's text with the outputs of cases that may be rewritten.
  public var rewritten: String
}
