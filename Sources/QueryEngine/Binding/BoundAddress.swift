public import Diagnostics
public import TopologyModel

/// An address of a question, with the port behind it where one was written.
public struct BoundAddress: Hashable, Sendable {
  /// The address.
  public var ip: IPAddress
  /// The port; nil for any.
  public var port: Int?
  /// Where the query says it.
  public var span: SourceSpan
}
