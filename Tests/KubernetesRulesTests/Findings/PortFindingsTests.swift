import KubernetesRules
import Testing
import TopologyModel

@Suite struct PortFindingsTests {
  private typealias Make = FindingSample

  private func found(
    _ rule: FindingRule,
    first: [PodFacts.ContainerPort] = [Make.containerPort()],
    second: [PodFacts.ContainerPort] = [Make.containerPort()],
    port: ServiceFacts.Port = Sample.port(target: .name("http")),
    _ change: (inout ServiceFindingsInput) -> Void = { _ in }
  ) -> [String] {
    Make.found(rule) {
      $0.service.facts.ports = [port]
      $0.changePod(0) { $0.ports = first }
      $0.changePod(1) { $0.ports = second }
      change(&$0)
    }
  }

  @Test func namesResolveInAllSomeOrNoPods() {
    let other = [Make.containerPort("grpc")]
    #expect(found(.portNameUnresolvedAll, first: other, second: []) == ["error web 80/TCP"])
    #expect(found(.portNameUnresolvedSome, first: other, second: []) == [])
    #expect(found(.portNameUnresolvedAll, first: other) == [])
    #expect(found(.portNameUnresolvedSome, first: other) == ["warning web 80/TCP"])
    #expect(found(.portNameUnresolvedSome) == [])
    #expect(found(.portNameUnresolvedAll) == [])
  }

  @Test func onlyContainersThatGoOnRunningHavePorts() {
    func ports(_ container: PodFacts.ContainerPort.Container) -> [PodFacts.ContainerPort] {
      [Make.containerPort(container: container)]
    }
    for container: PodFacts.ContainerPort.Container in [.plainInit, .ephemeral] {
      let list = ports(container)
      #expect(
        found(.portNameUnresolvedAll, first: list, second: list) == ["error web 80/TCP"]
      )
    }
    let sidecar = ports(.restartableInit)
    #expect(found(.portNameUnresolvedAll, first: sidecar, second: sidecar) == [])
  }

  @Test func podsThatGoDoNotCount() {
    let gone: (inout PodFacts) -> Void = {
      $0.ports = []
      $0.deletionTimestamp = Instant(nanoseconds: 0)
    }
    let finished: (inout PodFacts) -> Void = {
      $0.ports = []
      $0.phase = "Succeeded"
    }
    for change in [gone, finished] {
      #expect(found(.portNameUnresolvedSome) { $0.changePod(0, change) } == [])
      #expect(
        found(.portNameUnresolvedAll) {
          $0.changePod(0, change)
          $0.changePod(1, change)
        } == []
      )
    }
    #expect(found(.portNameUnresolvedAll, first: [], second: []) { $0.pods = nil } == [])
    #expect(
      found(.portNameUnresolvedAll, first: [], second: []) {
        $0.service.facts.type = "ExternalName"
      } == []
    )
  }

  @Test func numbersNeedNoDeclarationAndAreNoted() {
    let port = Sample.port(target: .number(9090))
    #expect(found(.targetNumberUndeclared, port: port) == ["info web 80/TCP"])
    let declared = [Make.containerPort("", 9090)]
    #expect(found(.targetNumberUndeclared, first: declared, port: port) == [])
    let udp = [Make.containerPort("", 9090, transport: .udp)]
    #expect(
      found(.targetNumberUndeclared, first: udp, second: udp, port: port) == ["info web 80/TCP"]
    )
    let plain = [Make.containerPort("", 9090, container: .plainInit)]
    #expect(
      found(.targetNumberUndeclared, first: plain, second: plain, port: port)
        == ["info web 80/TCP"]
    )
    #expect(found(.targetNumberUndeclared, first: [], second: []) == [])
    #expect(found(.targetNumberUndeclared, port: port) { $0.pods = Make.pods([]) } == [])
  }

  @Test func noTargetMeansTheServicePort() {
    let port = Sample.port(target: .number(0))
    #expect(found(.targetNumberUndeclared, port: port) == ["info web 80/TCP"])
    let declared = [Make.containerPort("", 80)]
    #expect(found(.targetNumberUndeclared, first: declared, port: port) == [])
  }

  @Test func oneNameMayBeSeveralNumbers() throws {
    let other = [Make.containerPort("http", 9090)]
    #expect(found(.targetNumberVaries, first: other) == ["info web 80/TCP"])
    #expect(found(.targetNumberVaries) == [])
    #expect(found(.targetNumberVaries, first: []) == [])
    let finding = try #require(
      ServiceFindings.findings(Make.input { $0.changePod(0) { $0.ports = other } })
        .first { $0.ruleID == "ST207" }
    )
    #expect(finding.evidence.map(\.value) == ["http", "8080", "9090"])
    #expect(
      finding.evidence.map(\.object.slot.name) == ["web", "web-2", "web-1"]
    )
  }

  @Test func protocolsMustMatch() {
    let port = Sample.port("dns", 53, transport: .udp, target: .name("dns"))
    let tcp = [Make.containerPort("dns", 53)]
    let both = tcp + [Make.containerPort("dns", 53, transport: .udp)]
    #expect(found(.protocolMismatch, first: both, second: tcp, port: port) == ["error web 53/UDP"])
    #expect(found(.protocolMismatch, first: both, second: both, port: port) == [])
    #expect(found(.protocolMismatch, first: [], second: [], port: port) == [])
    let plain = [Make.containerPort("dns", 53, container: .plainInit)]
    #expect(found(.protocolMismatch, first: plain, second: plain, port: port) == [])
  }
}
