import Diagnostics
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("bound ports")
struct BoundPortTests {
  private static let port = ServiceFacts.Port(
    name: "http",
    number: 80,
    transport: .tcp,
    target: .name("web"),
    nodePort: 0,
    appProtocol: ""
  )

  private static func bound(
    _ form: BoundPort.Form,
    _ transport: TransportProtocol? = nil,
    isTarget: Bool = false
  ) -> BoundPort {
    BoundPort(form: form, transport: transport, isTarget: isTarget, span: SourceSpan(at: 0))
  }

  @Test("a Service port is meant by its number or its name, and by its protocol where one is said")
  func servicePort() {
    let meant = [
      Self.bound(.number(80)), Self.bound(.name("http")), Self.bound(.number(80), .tcp),
      Self.bound(.name("http"), .tcp),
    ]
    for port in meant { #expect(port.matches(Self.port, target: 8080), "\(port.text)") }
    let others = [
      Self.bound(.number(8080)), Self.bound(.name("80")), Self.bound(.name("web")),
      Self.bound(.number(80), .udp), Self.bound(.name("http"), .sctp), Self.bound(.name("")),
    ]
    for port in others { #expect(!port.matches(Self.port, target: 8080), "\(port.text)") }
  }

  @Test("a target port is meant by a number that it resolves to, or by the name that it has")
  func targetPort() {
    let number = Self.bound(.number(8080), isTarget: true)
    #expect(number.matches(Self.port, target: 8080))
    #expect(!number.matches(Self.port, target: 80))
    #expect(!number.matches(Self.port, target: nil))
    let name = Self.bound(.name("web"), isTarget: true)
    #expect(name.matches(Self.port, target: nil))
    #expect(!Self.bound(.name("http"), isTarget: true).matches(Self.port, target: 8080))
    var numbered = Self.port
    numbered.target = .number(8080)
    #expect(!name.matches(numbered, target: 8080))
    #expect(!Self.bound(.number(8080), .udp, isTarget: true).matches(Self.port, target: 8080))
  }

  @Test("notes spell a port as the language does")
  func text() {
    #expect(Self.bound(.number(80)).text == "80")
    #expect(Self.bound(.name("http"), .udp).text == "http/UDP")
    #expect(Self.bound(.number(8080), .tcp, isTarget: true).text == "target 8080/TCP")
  }
}
