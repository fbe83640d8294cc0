import KubernetesRules
import Projections
import TopologyModel

/// Evaluates `owners of ip`: what held an address, or `nobody`.
///
/// A finished Pod has given its address back: it is listed, and does not keep the address from being
/// nobody's (semantics.md 2.3).
struct AddressSource {
  /// One object that holds the address in one role.
  struct Owner {
    var run: FactRun<ObjectFacts>
    var role: String

    /// Whether the address is still the object's.
    var isLive: Bool { role != AddressRoles.finished }
  }

  let address: BoundAddress
  let kind: ResourceKind?
  let scene: Scene

  func rows() throws -> [StateRow] {
    let owners = try owners()
    var rows = try owners.map { owner in
      try RowEvidence(owner.run, scene).row(Self.values(owner, address), about: .whole)
    }
    if kind == nil, !owners.contains(where: \.isLive) {
      rows.append(StateRow.unowned(Self.nobody(address), isCarried: scene.isCarried))
    }
    return rows
  }

  /// The objects that hold the address, in order of kind and name, once for each role.
  func owners() throws -> [Owner] {
    let kinds = kind.map { [$0] } ?? [.service, .pod, .node]
    return try kinds.flatMap { kind in
      try scene.holders(of: address.ip, kind: kind).flatMap { run in
        AddressRoles.roles(of: run.facts, address.ip).map { Owner(run: run, role: $0) }
      }
    }
  }

  /// The cells of the row that nobody held an address.
  static func nobody(_ address: BoundAddress) -> [Value] {
    [.address(address.ip), .text("nobody"), .null, .null, .null, .null, .null]
  }

  /// The cells of an owner's row.
  static func values(_ owner: Owner, _ address: BoundAddress) -> [Value] {
    let object = owner.run.object
    var workload = Value.null
    if case .pod(let pod) = owner.run.facts {
      workload = .text(Workload.name(of: pod, podName: object.slot.name))
    }
    return [
      .address(address.ip), .text(object.slot.kind.kindName), .nonEmpty(object.slot.namespace),
      .text(object.slot.name), .nonEmpty(object.uid), .text(owner.role), workload,
    ]
  }
}
