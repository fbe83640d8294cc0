public import TopologyModel

/// One incarnation of an object at one revision, as a watch carries it (semantics.md 1.1).
public struct WatchedObject: Hashable, Sendable {
  /// Which incarnation it is.
  public var reference: ObjectReference
  /// `metadata.resourceVersion`, as written.
  public var revision: String

  /// Creates an object.
  public init(reference: ObjectReference, revision: String) {
    self.reference = reference
    self.revision = revision
  }
}
