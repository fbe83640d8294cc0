/// What the comments at the top of a saved query declare.
public struct QueryHeader: Hashable, Sendable {
  /// The text of each `# doc: …` line.
  public var documentation: [String]
  /// The declarations of the `# param …` lines, in order.
  public var parameters: [ParameterDeclaration]

  /// The text of each `# columns: …` line: what columns the answer has, for readers.
  public var columns: [String]

  /// Creates a header, empty unless told otherwise.
  public init(
    documentation: [String] = [],
    parameters: [ParameterDeclaration] = [],
    columns: [String] = []
  ) {
    self.documentation = documentation
    self.parameters = parameters
    self.columns = columns
  }
}
