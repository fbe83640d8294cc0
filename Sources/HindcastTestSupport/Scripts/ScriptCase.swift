/// One case of a script: a directive, its input, and what it is expected to put out.
public struct ScriptCase: Hashable, Sendable {
  /// The directive.
  public var directive: ScriptDirective
  /// The number of the directive's line, from 1.
  public var line: Int
  /// The lines between the directive and `----`.
  public var input: [String]
  /// The expected lines.
  public var expected: [String]
  /// The lines of the file, from 0, that hold the expectation: all behind the first `----`.
  public var expectedRange: Range<Int>
}
