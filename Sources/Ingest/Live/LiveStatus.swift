internal import KubernetesObjects
internal import TopologyModel

/// A `Status` of an API server: why it refused, or ended a watch.
public struct LiveStatus: Hashable, Sendable {
  /// The HTTP status code.
  public var code: Int
  /// The reason in one word, such as `Expired`; empty where none is told.
  public var reason: String
  /// The message for people; may be empty.
  public var message: String
  /// After how many seconds to ask again, where the server says it.
  public var retryAfterSeconds: Int?

  /// Creates a status.
  public init(code: Int, reason: String, message: String, retryAfterSeconds: Int?) {
    self.code = code
    self.reason = reason
    self.message = message
    self.retryAfterSeconds = retryAfterSeconds
  }

  /// Whether the revision that was asked for is too old (semantics.md 1.11).
  public var isExpired: Bool { code == 410 || reason == "Expired" || reason == "Gone" }

  /// Whether the server has not reached the revision that was asked for.
  public var isTooLargeRevision: Bool {
    message.contains("Too large resource version")
  }

  /// Reads the body of a refusal; one that is no `Status` gives what stands in it, cut short.
  public init(code: Int, body: [UInt8]) {
    let parsed = try? JSONParser().withDocument(body) { root -> LiveStatus? in
      guard root["kind"]?.string == "Status" else { return nil }
      return LiveStatus(
        code: root["code"]?.int ?? code,
        reason: root["reason"]?.string?.storable ?? "",
        message: root["message"]?.string?.storable ?? "",
        retryAfterSeconds: root["details"]?["retryAfterSeconds"]?.int
      )
    }
    if let status = parsed ?? nil {
      self = status
      return
    }
    let text = String(decoding: body.prefix(Self.textBytesMax), as: UTF8.self)
    let line = text.split(whereSeparator: { $0.isNewline }).first.map(String.init) ?? ""
    self.init(code: code, reason: "", message: line, retryAfterSeconds: nil)
  }

  /// How much of a body that is no `Status` is told.
  private static let textBytesMax = 200
}
