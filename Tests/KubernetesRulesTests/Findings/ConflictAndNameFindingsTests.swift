import KubernetesRules
import Testing
import TopologyModel

@Suite struct ConflictAndNameFindingsTests {
  private typealias Make = FindingSample

  private func nodePort(
    own: (inout ServiceFacts) -> Void = { $0.ports[0].nodePort = 30_080 },
    _ other: (inout ServiceFacts) -> Void
  ) -> [String] {
    Make.found(.nodePortConflict) {
      own(&$0.service.facts)
      $0.rivals = [Make.service("db", other), $0.service]
    }
  }

  @Test func nodePortsConflictByNumberAndProtocol() {
    #expect(nodePort { $0.ports[0].nodePort = 30_080 } == ["error web 30080/TCP"])
    #expect(nodePort { $0.ports[0].nodePort = 30_081 } == [])
    #expect(
      nodePort {
        $0.ports = [Sample.port("dns", 53, transport: .udp, nodePort: 30_080)]
      } == []
    )
    #expect(
      nodePort {
        $0.ports[0].nodePort = 30_080
        $0.deletionTimestamp = Instant(nanoseconds: 0)
      } == []
    )
    #expect(nodePort(own: { _ in }, { _ in }) == [])
  }

  @Test func healthCheckPortsConflictAsTCP() {
    #expect(nodePort { $0.healthCheckNodePort = 30_080 } == ["error web 30080/TCP"])
    let health: (inout ServiceFacts) -> Void = { $0.healthCheckNodePort = 30_080 }
    #expect(nodePort(own: health, health) == ["error web 30080/TCP"])
    #expect(nodePort(own: health) { $0.ports[0].nodePort = 30_080 } == ["error web 30080/TCP"])
    let itself: (inout ServiceFacts) -> Void = {
      $0.ports[0].nodePort = 30_080
      $0.healthCheckNodePort = 30_080
    }
    #expect(nodePort(own: itself) { _ in } == ["error web 30080/TCP"])
  }

  private func clusterIP(_ other: (inout ServiceFacts) -> Void) -> [String] {
    Make.found(.clusterIPConflict) { $0.rivals = [Make.service("db", other), $0.service] }
  }

  @Test func clusterIPsConflictHoweverTheyAreWritten() {
    #expect(clusterIP { _ in } == ["error web 10.96.0.10"])
    #expect(clusterIP { $0.clusterIPs = ["10.96.00.10"] } == ["error web 10.96.0.10"])
    #expect(clusterIP { $0.clusterIPs = ["10.96.0.11"] } == [])
    #expect(clusterIP { $0.type = "ExternalName" } == [])
    #expect(clusterIP { $0.deletionTimestamp = Instant(nanoseconds: 0) } == [])
    #expect(
      Make.found(.clusterIPConflict) {
        $0.service.facts.clusterIPs = ["None"]
        $0.rivals = [Make.service("db") { $0.clusterIPs = ["None"] }]
      } == []
    )
  }

  // MARK: - ST221, ST222, ST223

  private func alias(_ rule: FindingRule, _ name: String) -> [String] {
    Make.found(rule) { FindingExample.alias(&$0, name) }
  }

  @Test(
    arguments: [
      ("192.0.2.7", true, false), ("192.0.2.7.", true, false), ("2001:db8::1", true, false),
      ("127.0.0.1", true, true), ("localhost", false, true), ("LOCALHOST.", false, true),
      ("db.localhost", false, true), ("web.shop.svc.cluster.local", false, true),
      ("Web.shop.svc.cluster.local.", false, true), ("db.shop.svc.cluster.local", false, false),
      ("example.com", false, false), ("localhost.example.com", false, false), ("", false, false),
    ]
  )
  func externalNamesAreNames(name: String, isAddress: Bool, isLoopback: Bool) {
    #expect(alias(.externalNameIP, name) == (isAddress ? ["error web"] : []))
    #expect(alias(.externalNameLoopback, name) == (isLoopback ? ["error web"] : []))
  }

  @Test func otherTypesHaveNoExternalName() {
    let change: (inout ServiceFindingsInput) -> Void = {
      $0.service.facts.externalName = "127.0.0.1"
    }
    #expect(Make.found(.externalNameIP, change) == [])
    #expect(Make.found(.externalNameLoopback, change) == [])
  }

  @Test func anAliasHasNeitherSelectorNorPorts() {
    #expect(alias(.externalNameSelector, "example.com") == [])
    #expect(
      Make.found(.externalNameSelector) {
        $0.service.facts.type = "ExternalName"
        $0.service.facts.externalName = "example.com"
      } == ["info web ports", "warning web selector"]
    )
    #expect(Make.found(.externalNameSelector) == [])
  }

  // MARK: - ST226, ST230

  @Test func fieldsOfHeadlessServicesAreIgnored() {
    let fields: (inout ServiceFindingsInput) -> Void = {
      $0.service.facts.sessionAffinity = "ClientIP"
      $0.service.facts.externalIPs = ["192.0.2.1"]
      $0.service.facts.loadBalancerIP = "192.0.2.2"
    }
    #expect(
      Make.found(.headlessIgnoredFields) {
        fields(&$0)
        $0.service.facts.clusterIPs = ["None"]
      } == [
        "info web spec.externalIPs", "info web spec.loadBalancerIP",
        "info web spec.sessionAffinity",
      ]
    )
    #expect(Make.found(.headlessIgnoredFields, fields) == [])
    #expect(
      Make.found(.headlessIgnoredFields) {
        $0.service.facts.clusterIPs = ["None"]
        $0.service.facts.sessionAffinity = "None"
      } == []
    )
  }

  @Test func typesAreNoted() {
    func notes(_ change: (inout ServiceFacts) -> Void) -> [String] {
      Make.found(.typeNotes) { change(&$0.service.facts) }
    }
    #expect(notes { _ in } == [])
    #expect(notes { $0.type = "NodePort" } == ["info web node-port"])
    #expect(
      notes { $0.type = "LoadBalancer" }
        == ["info web external-traffic-policy-cluster", "info web load-balancer"]
    )
    #expect(
      notes {
        $0.type = "LoadBalancer"
        $0.externalTrafficPolicy = "Local"
      } == ["info web load-balancer"]
    )
    #expect(notes { $0.ports[0].target = .number(8080) } == ["info web numeric-target-port"])
    #expect(
      notes {
        $0.ports[0].target = .number(8080)
        $0.selector = [:]
      } == []
    )
  }
}
