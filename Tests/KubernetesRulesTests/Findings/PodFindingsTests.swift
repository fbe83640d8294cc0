import KubernetesRules
import Testing
import TopologyModel

@Suite struct PodFindingsTests {
  private typealias Make = FindingSample
  private static let terminating: @Sendable (inout PodFacts) -> Void = {
    $0.deletionTimestamp = Instant(nanoseconds: 0)
  }

  @Test func theTerminatingPodOfTwoIsFound() {
    let old = Make.pod(1, Self.terminating)
    let new = Make.pod(1, name: "web-9")
    #expect(
      Make.found(.ipReused, pod: old, sharers: [new]) == ["info web-1 10.0.0.1 shop/web-9"]
    )
    #expect(Make.found(.ipReused, pod: new, sharers: [old]) == [])
  }

  @Test func twoPodsThatStayAreWorse() {
    let first = Make.pod(1)
    let second = Make.pod(1, name: "web-9")
    #expect(
      Make.found(.ipReused, pod: first, sharers: [second])
        == ["warning web-1 10.0.0.1 shop/web-9"]
    )
    #expect(Make.found(.ipReused, pod: second, sharers: [first]) == [])
  }

  @Test func hostNetworkFinishedAndOtherPodsDoNotShare() {
    let old = Make.pod(1, Self.terminating)
    let host = Make.pod(1, name: "web-9") { $0.usesHostNetwork = true }
    let finished = Make.pod(1, name: "web-9") { $0.phase = "Succeeded" }
    #expect(Make.found(.ipReused, pod: old, sharers: [host]) == [])
    #expect(Make.found(.ipReused, pod: old, sharers: [finished]) == [])
    #expect(Make.found(.ipReused, pod: old, sharers: [Make.pod(2), old]) == [])
    let hostItself = Make.pod(1) {
      $0.usesHostNetwork = true
      Self.terminating(&$0)
    }
    #expect(Make.found(.ipReused, pod: hostItself, sharers: [Make.pod(1, name: "a")]) == [])
    let gone = Make.pod(1) {
      $0.phase = "Failed"
      Self.terminating(&$0)
    }
    #expect(Make.found(.ipReused, pod: gone, sharers: [Make.pod(1, name: "a")]) == [])
  }

  @Test func eachSharedAddressIsFound() {
    let dual: (inout PodFacts) -> Void = { $0.ips = ["10.0.0.1", "2001:db8::1"] }
    let old = Make.pod(1) {
      dual(&$0)
      Self.terminating(&$0)
    }
    #expect(
      Make.found(.ipReused, pod: old, sharers: [Make.pod(1, name: "b", dual)])
        == ["info web-1 10.0.0.1 shop/b", "info web-1 2001:db8::1 shop/b"]
    )
  }

  private func hostname(
    services: [String: Observed<ServiceFacts>]?,
    _ change: (inout PodFacts) -> Void = { _ in }
  ) -> [String] {
    let pod = Make.pod(1) {
      $0.hostname = "web-1"
      $0.subdomain = "peers"
      change(&$0)
    }
    return Make.found(.hostnameWithoutService, pod: pod, services: services)
  }

  @Test func aSubdomainNeedsAHeadlessService() {
    let headless = Make.service("peers") { $0.clusterIPs = ["None"] }
    #expect(hostname(services: [:]) == ["info web-1"])
    #expect(hostname(services: ["peers": Make.service("peers")]) == ["info web-1"])
    let alias = Make.service("peers") { $0.type = "ExternalName" }
    #expect(hostname(services: ["peers": alias]) == ["info web-1"])
    #expect(hostname(services: ["peers": headless]) == [])
  }

  @Test func withoutSubdomainOrServicesNothingIsSaid() {
    #expect(hostname(services: nil) == [])
    #expect(hostname(services: [:]) { $0.subdomain = "" } == [])
    #expect(hostname(services: [:]) { $0.hostname = "" } == [])
    #expect(hostname(services: [:], Self.terminating) == [])
    #expect(hostname(services: [:]) { $0.phase = "Succeeded" } == [])
  }

  @Test func addressesOfPodsAndHostsAreStrict() {
    let pod = Make.pod(1) {
      $0.ips = ["010.0.0.1", "2001:db8::1"]
      $0.hostIPs = ["::ffff:192.0.2.1"]
    }
    #expect(
      Make.found(.strictIP, pod: pod) == [
        "warning web-1 status.hostIPs ::ffff:192.0.2.1", "warning web-1 status.podIPs 010.0.0.1",
      ]
    )
    let primary = Make.pod(1) {
      $0.ips = []
      $0.primaryIP = "010.0.0.1"
    }
    #expect(Make.found(.strictIP, pod: primary) == ["warning web-1 status.podIP 010.0.0.1"])
    #expect(Make.found(.strictIP, pod: Make.pod(1)) == [])
  }
}
