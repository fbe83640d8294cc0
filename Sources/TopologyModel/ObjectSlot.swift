/// The place that an object takes: kind, namespace and name.
///
/// A slot holds at most one incarnation at a time; an object deleted and created again under the
/// same name is another incarnation of the same slot (semantics.md 1.1).
public struct ObjectSlot: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The kind of the object.
  public var kind: ResourceKind
  /// Its namespace; empty for kinds without namespaces.
  public var namespace: String
  /// Its name.
  public var name: String

  /// Creates a slot.
  public init(kind: ResourceKind, namespace: String, name: String) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }

  /// `namespace/name`, or the name alone where there is no namespace.
  public var description: String {
    namespace.isEmpty ? name : "\(namespace)/\(name)"
  }

  /// Orders by kind, namespace, name.
  public static func < (left: ObjectSlot, right: ObjectSlot) -> Bool {
    if left.kind != right.kind { return left.kind < right.kind }
    if left.namespace != right.namespace { return left.namespace < right.namespace }
    return left.name < right.name
  }
}
