public import Diagnostics

/// A server refused a query, and told what is wrong with it.
public struct RemoteRefusal: Error, Sendable {
  /// What is wrong, in the server's order.
  public var diagnostics: [Diagnostic]
}
