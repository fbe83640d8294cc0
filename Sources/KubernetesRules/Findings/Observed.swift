public import TopologyModel

/// An object as it was observed: who it is, what it says, since when.
public struct Observed<Facts: Hashable & Sendable>: Hashable, Sendable {
  /// The object.
  public var reference: ObjectReference
  /// What it says.
  public var facts: Facts
  /// The `resourceVersion` since which it has had these facts; empty where unknown.
  public var revision: String

  /// Creates an observed object.
  public init(reference: ObjectReference, facts: Facts, revision: String) {
    self.reference = reference
    self.facts = facts
    self.revision = revision
  }

  /// Returns evidence on one of the object's fields.
  func evidence(_ field: String, _ value: String?) -> FindingEvidence {
    FindingEvidence(object: reference, revision: revision, field: field, value: value)
  }
}
