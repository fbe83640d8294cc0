public import TopologyModel

/// What held an address in one role: a row of `owners of ip`.
public struct AttributedOwner: Hashable {
  let holder: SharedOwner
  /// How far it is to be trusted.
  public let certainty: Certainty

  /// Its kind; nil where nobody held the address.
  public var kind: ResourceKind? { holder.identity.kind }
  /// Its namespace; empty for Nodes and for nobody.
  public var namespace: String { holder.identity.namespace }
  /// Its name.
  public var name: String { holder.identity.name }
  /// Its UID; empty for what is known from manifests.
  public var uid: String { holder.identity.uid }
  /// As what it held the address, in the words of TQL's column `role`.
  public var role: String { holder.identity.role }
  /// A Pod's workload; empty otherwise.
  public var workload: String { holder.identity.workload }
  /// A Pod's Node, or the Node itself; empty otherwise.
  public var node: String { holder.node }

  /// The kind as the column `kind` has it.
  public var kindName: String { kind?.kindName ?? "nobody" }

  /// Whether the address was still its own; a finished Pod has given it back.
  public var isLive: Bool { kind != nil && holder.isLive }

  /// What a writer made of it for one of its columns, certainty aside; made when it is first asked for
  /// and kept on what all rows of this owner share.
  public func rendering(_ column: Int, make: () -> [UInt8]) -> [UInt8] {
    holder.rendering(column, make)
  }

  /// Compares what is shown.
  public static func == (left: AttributedOwner, right: AttributedOwner) -> Bool {
    guard left.certainty == right.certainty else { return false }
    return left.holder === right.holder
      || (left.holder.identity == right.holder.identity && left.node == right.node)
  }

  /// Hashes what is shown.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(holder.identity)
    hasher.combine(certainty)
  }
}
