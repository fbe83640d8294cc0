/// An entry of `metadata.ownerReferences`.
public struct OwnerReference: Hashable, Sendable {
  /// The owner's API version.
  public var apiVersion: String
  /// The owner's kind.
  public var kind: String
  /// The owner's name.
  public var name: String
  /// The owner's UID, which pins one incarnation.
  public var uid: String
  /// Whether it is the managing controller.
  public var isController: Bool

  /// Creates a reference.
  public init(apiVersion: String, kind: String, name: String, uid: String, isController: Bool) {
    self.apiVersion = apiVersion
    self.kind = kind
    self.name = name
    self.uid = uid
    self.isController = isController
  }
}
