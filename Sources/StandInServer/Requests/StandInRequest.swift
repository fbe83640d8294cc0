public import TopologyModel

/// A request that the server received.
public struct StandInRequest: Hashable, Sendable {
  /// Its place among all requests of the server, counted from 1.
  public var number: Int
  /// The connection that it came on, counted from 1.
  public var connection: Int
  /// The method, such as `GET`.
  public var method: String
  /// The path without the query, the server's prefix included.
  public var path: String
  /// The parameters of the query, percent signs resolved; of several with one name the last.
  public var parameters: [String: String]
  /// The `Authorization` header.
  public var authorization: String?
  /// The `User-Agent` header.
  public var userAgent: String?
  /// What was asked for.
  public var verb: StandInVerb
  /// The kind that was asked for.
  public var kind: ResourceKind?
  /// The namespace that was asked for; nil for all.
  public var namespace: String?
  /// The status that was answered; nil until then, and where no head was ever sent.
  public var status: Int?

  /// Whether it asks for a further page of a list.
  public var isContinuation: Bool { verb == .list && parameters["continue"] != nil }
}
