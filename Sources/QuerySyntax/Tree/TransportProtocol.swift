/// The protocol of a port, as Kubernetes spells it.
public enum TransportProtocol: String, CaseIterable, Hashable, Sendable {
  /// TCP.
  case tcp = "TCP"
  /// UDP.
  case udp = "UDP"
  /// SCTP.
  case sctp = "SCTP"
}
