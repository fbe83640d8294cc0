public import TopologyModel

/// What held an address in one role: a row of `owners of ip`.
public struct AttributedOwner: Hashable, Sendable {
  /// Its kind; nil where nobody held the address.
  public var kind: ResourceKind?
  /// Its namespace; empty for Nodes and for nobody.
  public var namespace: String
  /// Its name.
  public var name: String
  /// Its UID; empty for what is known from manifests.
  public var uid: String
  /// As what it held the address, in the words of TQL's column `role`.
  public var role: String
  /// A Pod's workload; empty otherwise.
  public var workload: String
  /// A Pod's Node, or the Node itself; empty otherwise.
  public var node: String
  /// How far it is to be trusted.
  public var certainty: Certainty

  /// The kind as the column `kind` has it.
  public var kindName: String { kind?.kindName ?? "nobody" }

  /// Whether the address was still its own; a finished Pod has given it back.
  public var isLive: Bool { kind != nil && role != AddressRoles.finished }
}
