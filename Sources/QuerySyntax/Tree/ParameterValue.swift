/// A typed value of a declared parameter.
public enum ParameterValue: Hashable, Sendable {
  /// A value of the types `instant`, `duration`, `ip`, `number`, `string` and `boolean`.
  case literal(Literal)
  /// A value of the types that name an object, a namespace, a cluster or a zone.
  case name(NamePattern)
  /// A value of the type `port`.
  case port(PortReference)
}
