public import TopologyModel

/// An object of one of the kinds that Hindcast remembers, read from JSON.
public struct DecodedObject: Hashable, Sendable {
  /// Its slot and UID.
  public var reference: ObjectReference
  /// `metadata.resourceVersion` as it stands; empty when absent.
  public var revision: String
  /// `apiVersion` as it stands; empty when absent, as in the items of most lists.
  public var apiVersion: String
  /// What questions read of it.
  public var facts: ObjectFacts

  /// Creates an object.
  public init(reference: ObjectReference, revision: String, apiVersion: String, facts: ObjectFacts)
  {
    self.reference = reference
    self.revision = revision
    self.apiVersion = apiVersion
    self.facts = facts
  }
}
