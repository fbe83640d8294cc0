/// What a report was made from, in the words that make it again: it stands in every format.
public struct ReportStatement: Hashable, Sendable {
  /// The version of the statement's layout.
  public static let layoutVersion = 1

  /// What was asked for, the cluster named.
  public var request: ReportRequest
  /// The chain hash at the request's position, as 64 hexadecimal digits.
  public var hash: String
  /// The version of Hindcast that made it.
  public var toolVersion: String

  /// Creates a statement.
  public init(request: ReportRequest, hash: String, toolVersion: String) {
    self.request = request
    self.hash = hash
    self.toolVersion = toolVersion
  }
}
