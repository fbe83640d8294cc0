public import TopologyModel

/// One line of a script that tells of something observed.
public struct ScriptRecord: Hashable, Sendable {
  /// What is told of an object.
  public enum ObjectVerb: String, CaseIterable, Hashable, Sendable {
    /// A watch delivered a new object.
    case add
    /// A watch delivered a change; what is not named stays.
    case modify
    /// A watch delivered a deletion.
    case delete
    /// A filtered watch delivered that the object no longer passes.
    case leave
    /// A listing contained the object in this state; its line follows.
    case found
    /// A listing contained another object of that name instead of the one that was there; its line
    /// follows.
    case remade
  }

  /// What is told of the observing.
  public enum WatchVerb: String, CaseIterable, Hashable, Sendable {
    case open
    case close
    case expire
    case pause
    case refuse
    case bookmark
  }

  /// What is told.
  public enum Content: Hashable, Sendable {
    case object(ObjectVerb, ObjectSlot, attributes: [String: [String]])
    /// Of one kind, or of all.
    case watch(WatchVerb, ResourceKind?, reason: String)
    /// A watch of one namespace was opened.
    case openNamespace(ResourceKind, String)
    /// An audit log told of a request, of which `subresource` may be empty; a slot without a name is a
    /// collection.
    case request(
      verb: String,
      subresource: String,
      ObjectSlot,
      attributes: [String: String]
    )
    /// A complete listing of a kind with these objects; nil for all that are known to live.
    case listing(ResourceKind, namespace: String?, isImplied: Bool, members: [ObjectSlot]?)
  }

  /// When it arrived.
  public var time: Instant
  /// Its revision where the script names one.
  public var revision: Int?
  /// What it tells.
  public var content: Content
}
