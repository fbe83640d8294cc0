public import TopologyModel

/// What the log keeps of an entry of an API server's audit log: who asked for what, when, and what
/// the server answered; never what was sent or returned.
public struct AuditEntry: Hashable, Sendable {
  /// The most bytes that are kept of a text whose length a client decides.
  public static let textBytesMax = 1024

  /// The stage of a request at which the entry was written.
  public enum Stage: Int, Sendable {
    /// The answer was complete.
    case responseComplete = 1
    /// The server panicked over the request.
    case panic = 2
  }

  /// The number of the request; not unique alone, since clients may choose it.
  public var auditID: String
  /// When in the request's life the entry was written.
  public var stage: Stage
  /// Who asked: the authenticated user.
  public var user: String
  /// Whom the user acted as; nil for nobody else.
  public var impersonatedUser: String?
  /// The client program, as it names itself.
  public var agent: String
  /// What was asked for, such as `patch`.
  public var verb: String
  /// The object's kind and place; the name is empty for a collection, and where the server chose a
  /// name that the entry does not tell.
  public var slot: ObjectSlot
  /// The object's UID; empty where the entry does not tell.
  public var uid: String
  /// The part of the object, such as `status` or `binding`; empty for the object itself.
  public var subresource: String
  /// The revision that the request required the object to have; nil for none.
  public var precondition: Revision?
  /// The revision that the request led to; nil where the entry does not tell.
  public var revision: Revision?
  /// When the server received the request, by the server's clock.
  public var requestedAt: Instant
  /// When the server had answered it, by the server's clock.
  public var answeredAt: Instant
  /// The HTTP status of the answer; 0 where there was none.
  public var code: Int

  /// Creates an entry.
  public init(
    auditID: String,
    stage: Stage,
    user: String,
    impersonatedUser: String? = nil,
    agent: String,
    verb: String,
    slot: ObjectSlot,
    uid: String = "",
    subresource: String = "",
    precondition: Revision? = nil,
    revision: Revision? = nil,
    requestedAt: Instant,
    answeredAt: Instant,
    code: Int
  ) {
    self.auditID = auditID
    self.stage = stage
    self.user = user
    self.impersonatedUser = impersonatedUser
    self.agent = agent
    self.verb = verb
    self.slot = slot
    self.uid = uid
    self.subresource = subresource
    self.precondition = precondition
    self.revision = revision
    self.requestedAt = requestedAt
    self.answeredAt = answeredAt
    self.code = code
  }

  /// Whether the server did what was asked.
  public var isSuccess: Bool { (200..<300).contains(code) }
}
