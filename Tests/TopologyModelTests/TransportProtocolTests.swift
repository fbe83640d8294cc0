import Testing
import TopologyModel

@Suite("transport protocol")
struct TransportProtocolTests {
  @Test(
    "a protocol is read in any case",
    arguments: [
      ("TCP", TransportProtocol.tcp), ("tcp", .tcp), ("Udp", .udp), ("sctp", .sctp),
    ]
  )
  func read(text: String, transport: TransportProtocol) {
    #expect(TransportProtocol(anyCase: text) == transport)
  }

  @Test("other protocols are none", arguments: ["", "TCP ", "ICMP", "TCP6", "HTTP"])
  func reject(text: String) {
    #expect(TransportProtocol(anyCase: text) == nil)
  }

  @Test("answers list TCP, UDP, SCTP, which is not the order of the letters")
  func order() {
    #expect(TransportProtocol.allCases.reversed().sorted() == [.tcp, .udp, .sctp])
    #expect(!(TransportProtocol.udp < TransportProtocol.udp))
  }
}
