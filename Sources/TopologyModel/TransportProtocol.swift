/// The protocol of a port, in the order in which answers list them.
public enum TransportProtocol: String, Hashable, Sendable, CaseIterable, Comparable {
  case tcp = "TCP"
  case udp = "UDP"
  case sctp = "SCTP"

  /// Reads the API's spelling, any case; nil for others.
  public init?(anyCase text: some StringProtocol) {
    self.init(rawValue: text.uppercased())
  }

  private var rank: Int {
    switch self {
    case .tcp: 0
    case .udp: 1
    case .sctp: 2
    }
  }

  /// Orders TCP, UDP, SCTP.
  public static func < (left: TransportProtocol, right: TransportProtocol) -> Bool {
    left.rank < right.rank
  }
}
