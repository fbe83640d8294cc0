import TopologyModel

/// An object as what holds an address in one role, for as long as nothing of it changes that is shown.
///
/// Runs whose facts differ in nothing that is shown share it.
final class SharedOwner {
  /// What makes a row of `owners of ip` the same as another.
  struct Identity: Hashable {
    var kind: ResourceKind?
    var namespace = ""
    var name = ""
    var uid = ""
    var role = ""
    var workload = ""
  }

  /// The row that nobody held the address.
  static func makeNobody() -> SharedOwner {
    SharedOwner(Identity(kind: nil), objectID: 0, node: "", declaredPorts: [], servicePorts: [])
  }

  let identity: Identity
  let objectID: Int64
  let node: String
  /// A Pod's declared ports, where it shares its Node's address.
  let declaredPorts: [Int]
  /// A Service's ports.
  let servicePorts: [Int]
  /// What a writer made of it for its first column, and for the others.
  private var rendering: [UInt8] = []
  private var renderings: [[UInt8]] = []

  init(
    _ identity: Identity,
    objectID: Int64,
    node: String,
    declaredPorts: [Int],
    servicePorts: [Int]
  ) {
    self.identity = identity
    self.objectID = objectID
    self.node = node
    self.declaredPorts = declaredPorts
    self.servicePorts = servicePorts
  }

  var isLive: Bool { identity.role != AddressRoles.finished }

  /// What a writer made of it for a column; made when it is first asked for.
  func rendering(_ column: Int, _ make: () -> [UInt8]) -> [UInt8] {
    guard column > 0 else {
      if rendering.isEmpty { rendering = make() }
      return rendering
    }
    while renderings.count < column { renderings.append([]) }
    if renderings[column - 1].isEmpty { renderings[column - 1] = make() }
    return renderings[column - 1]
  }
}
