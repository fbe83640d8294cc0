import KubernetesRules
import Testing
import TopologyModel

@Suite struct PortResolutionTests {
  private func declared(
    _ name: String,
    _ number: Int,
    _ container: PodFacts.ContainerPort.Container = .regular,
    transport: TransportProtocol = .tcp
  ) -> PodFacts.ContainerPort {
    .init(name: name, number: number, transport: transport, container: container)
  }

  private func resolve(
    _ target: ServiceFacts.TargetPort,
    _ ports: [PodFacts.ContainerPort]
  ) -> Int? {
    PortResolution.resolve(
      port: Sample.port(target: target),
      in: Sample.pod { $0.ports = ports }
    )
  }

  @Test func aNumberStandsAndZeroIsThePortItself() {
    #expect(resolve(.number(9300), []) == 9300)
    #expect(resolve(.number(0), []) == 80)
    #expect(resolve(.name(""), [declared("", 1)]) == 80)
  }

  @Test func regularContainersComeBeforeSidecarsAndOthersNever() {
    let ports = [
      declared("m", 1, .plainInit), declared("m", 2, .ephemeral),
      declared("m", 3, .restartableInit), declared("m", 4, .regular),
      declared("m", 5, .regular),
    ]
    #expect(resolve(.name("m"), ports) == 4)
    #expect(resolve(.name("m"), Array(ports.prefix(3))) == 3)
    #expect(resolve(.name("m"), Array(ports.prefix(2))) == nil)
  }

  @Test func nameAndProtocolMustMatch() {
    #expect(resolve(.name("m"), [declared("m", 1, transport: .udp)]) == nil)
    #expect(resolve(.name("M"), [declared("m", 1)]) == nil)
    #expect(resolve(.name("8080"), [declared("m", 8080)]) == nil)
  }

  @Test func aPortThatDoesNotResolveIsLeftOutAlone() {
    let service = Sample.service {
      $0.ports = [Sample.port("a", target: .name("x")), Sample.port("b", 81, target: .number(7))]
    }
    let ports = PortResolution.slicePorts(of: service, in: Sample.pod())
    #expect(ports == [Sample.slicePort("b", 7)])
  }

  @Test func aServiceWithoutPortsMakesOneGroupWithoutPorts() {
    let service = Sample.headless { $0.ports = [] }
    let groups = PortResolution.groups(
      of: service,
      pods: [(key: "a", facts: Sample.pod()), (key: "b", facts: Sample.pod())]
    )
    #expect(groups == [PortGroup(ports: [], pods: ["a", "b"])])
    #expect(PortResolution.groups(of: service, pods: [(key: String, facts: PodFacts)]()).isEmpty)
  }
}
