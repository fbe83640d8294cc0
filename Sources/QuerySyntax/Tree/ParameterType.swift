/// The type of a declared parameter.
public enum ParameterType: String, CaseIterable, Hashable, Sendable {
  /// The name of a Service.
  case service
  /// The name of a Pod.
  case pod
  /// The name of an EndpointSlice.
  case slice
  /// The name of a Node.
  case node
  /// The name of a namespace.
  case namespace
  /// The name of a cluster.
  case cluster
  /// The name of a zone.
  case zone
  /// A port's number or name.
  case port
  /// An instant.
  case instant
  /// A length of time.
  case duration
  /// An IP address or network.
  case ip
  /// A number.
  case number
  /// A text.
  case string
  /// `true` or `false`.
  case boolean
}
