public import TopologyModel

/// One fact that a finding rests on: what a field of an object says.
public struct FindingEvidence: Hashable, Sendable {
  /// How many things of one sort, such as endpoints or Pods, a finding lists at most.
  public static let examplesMax = 10

  /// The object.
  public let object: ObjectReference
  /// The `resourceVersion` since which the object has had these facts; empty where unknown.
  public let revision: String
  /// Where the fact stands, as a path of the API such as `endpoints[0].addresses[0]`.
  public let field: String
  /// What stands there; nil where the field is absent.
  public let value: String?

  /// Creates evidence.
  public init(object: ObjectReference, revision: String, field: String, value: String?) {
    self.object = object
    self.revision = revision
    self.field = field
    self.value = value
  }
}
