import KubernetesRules
import Testing
import TopologyModel

@Suite struct EndpointMembershipTests {
  private func verdict(
    service: ServiceFacts = Sample.service(),
    pod: PodFacts = Sample.pod(),
    podNamespace: String = "shop",
    node: NodeObservation = .present(NodeFacts()),
    family: IPAddress.Family = .ipv4
  ) -> MembershipVerdict {
    EndpointMembership.verdict(
      service: service,
      serviceSlot: ObjectSlot(kind: .service, namespace: "shop", name: "web"),
      pod: pod,
      podReference: ObjectReference(
        slot: ObjectSlot(kind: .pod, namespace: podNamespace, name: "web-1"),
        uid: "u1"
      ),
      node: node,
      family: family
    )
  }

  @Test func aListedPodIsAnExactEndpoint() {
    let endpoint = verdict().endpoint
    var expected = Sample.endpoint("10.0.0.1") {
      $0.ready = true
      $0.serving = true
      $0.terminating = false
      $0.nodeName = "n1"
    }
    expected.target = .init(kind: "Pod", namespace: "shop", name: "web-1", uid: "u1")
    #expect(endpoint == expected)
    #expect(verdict().isSelected && verdict().isListed && verdict().reason == nil)
  }

  @Test func reasonsComeInOrder() {
    let finished = Sample.pod {
      $0.phase = "Failed"
      $0.primaryIP = ""
      $0.ips = []
      $0.labels = ["app": "api"]
    }
    func reason(
      _ change: (inout ServiceFacts) -> Void = { _ in },
      pod: PodFacts,
      namespace: String
    )
      -> MembershipReason?
    {
      verdict(
        service: Sample.service(change),
        pod: pod,
        podNamespace: namespace,
        node: .missing,
        family: .ipv6
      ).reason
    }
    #expect(reason({ $0.selector = [:] }, pod: finished, namespace: "lab") == .otherNamespace)
    #expect(
      reason(
        {
          $0.selector = [:]
          $0.type = "ExternalName"
        },
        pod: finished,
        namespace: "shop"
      ) == .noSelector
    )
    #expect(
      reason({ $0.type = "ExternalName" }, pod: finished, namespace: "shop") == .selectorMismatch
    )
    var pod = finished
    pod.labels = ["app": "web"]
    #expect(reason({ $0.type = "ExternalName" }, pod: pod, namespace: "shop") == .externalName)
    #expect(reason(pod: pod, namespace: "shop") == .terminalPhase)
    pod.phase = "Pending"
    #expect(reason(pod: pod, namespace: "shop") == .noPodIP)
    pod.ips = ["10.0.0.1"]
    #expect(reason(pod: pod, namespace: "shop") == .familyNotInService)
    #expect(reason({ $0.ipFamilies = ["IPv6"] }, pod: pod, namespace: "shop") == .nodeNotFound)
    #expect(
      reason(
        {
          $0.ipFamilies = ["IPv6"]
          $0.publishesNotReadyAddresses = true
        },
        pod: pod,
        namespace: "shop"
      ) == .noAddressOfFamily
    )
  }

  @Test func onlyTheFirstThreeReasonsMeanNotSelected() {
    #expect(
      MembershipReason.allCases.filter { !$0.isSelected }
        == [.otherNamespace, .noSelector, .selectorMismatch]
    )
  }

  @Test(arguments: ["Running", "Pending", "Unknown", ""])
  func everyUnfinishedPhaseIsListed(phase: String) {
    #expect(verdict(pod: Sample.pod { $0.phase = phase }).isListed)
  }

  @Test(arguments: ["Succeeded", "Failed"])
  func finishedPodsAreNotListed(phase: String) {
    #expect(verdict(pod: Sample.pod { $0.phase = phase }).reason == .terminalPhase)
  }

  @Test func podIPsAreListedCanonicallyAndByFamily() {
    let pod = Sample.pod { $0.ips = ["2001:DB8::0:7", "010.0.0.1", "fd00::1", "nonsense"] }
    let dual = Sample.service { $0.ipFamilies = ["IPv4", "IPv6"] }
    #expect(verdict(service: dual, pod: pod).endpoint?.addresses == ["10.0.0.1"])
    #expect(
      verdict(service: dual, pod: pod, family: .ipv6).endpoint?.addresses
        == ["2001:db8::7", "fd00::1"]
    )
  }

  @Test func anAddressInPodIPsAloneIsEnough() {
    #expect(verdict(pod: Sample.pod { $0.primaryIP = "" }).isListed)
    #expect(verdict(pod: Sample.pod { $0.ips = [] }).reason == .noAddressOfFamily)
  }

  @Test func zonesComeFromTheNodeOrWithoutNodesFromThePod() {
    let zone = NodeFacts.zoneLabel
    let pod = Sample.pod { $0.labels = ["app": "web", zone: "pod-zone"] }
    var node = NodeFacts()
    node.labels = [zone: "node-zone"]
    #expect(verdict(pod: pod, node: .present(node)).endpoint?.zone == "node-zone")
    #expect(verdict(pod: pod).endpoint?.zone == "")
    #expect(verdict(pod: pod, node: .notObserved).endpoint?.zone == "pod-zone")
    let publishing = Sample.service { $0.publishesNotReadyAddresses = true }
    #expect(verdict(service: publishing, pod: pod, node: .missing).endpoint?.zone == "")
    #expect(verdict(node: .notObserved).endpoint?.zone == "")
  }

  @Test func conditionsFollowReadinessAndDeletion() {
    func conditions(
      _ ready: PodFacts.ConditionStatus,
      terminating: Bool,
      publishes: Bool = false
    ) -> [Bool?] {
      let service = Sample.service { $0.publishesNotReadyAddresses = publishes }
      let endpoint = verdict(
        service: service,
        pod: Sample.pod {
          $0.ready = ready
          $0.deletionTimestamp = terminating ? Instant(nanoseconds: .max) : nil
        }
      ).endpoint
      return [endpoint?.ready, endpoint?.serving, endpoint?.terminating]
    }
    #expect(conditions(.isTrue, terminating: false) == [true, true, false])
    #expect(conditions(.isTrue, terminating: true) == [false, true, true])
    #expect(conditions(.isFalse, terminating: false) == [false, false, false])
    #expect(conditions(.absent, terminating: false) == [false, false, false])
    #expect(conditions(.unknown, terminating: true) == [false, false, true])
    #expect(conditions(.isFalse, terminating: true, publishes: true) == [true, false, true])
  }

  @Test func hostnamesNeedTheServiceAsSubdomain() {
    func hostname(_ hostname: String, _ subdomain: String) -> String? {
      verdict(
        pod: Sample.pod {
          $0.hostname = hostname
          $0.subdomain = subdomain
        }
      ).endpoint?.hostname
    }
    #expect(hostname("h1", "web") == "h1")
    #expect(hostname("h1", "api") == nil)
    #expect(hostname("h1", "") == nil)
    #expect(hostname("", "web") == nil)
  }

  @Test func legacyEndpointsLoseTerminatingPodsAtOnce() {
    func belongs(publishes: Bool = false, _ change: (inout PodFacts) -> Void) -> Bool {
      EndpointMembership.belongsInLegacyEndpoints(
        Sample.pod(change),
        service: Sample.service { $0.publishesNotReadyAddresses = publishes }
      )
    }
    #expect(belongs { $0.ready = .isFalse })
    #expect(!belongs { $0.deletionTimestamp = Instant(nanoseconds: 0) })
    #expect(belongs(publishes: true) { $0.deletionTimestamp = Instant(nanoseconds: 0) })
    #expect(!belongs(publishes: true) { $0.phase = "Succeeded" })
    #expect(
      !belongs {
        $0.ips = []
        $0.primaryIP = ""
      }
    )
  }

  @Test func familiesComeFromTheServiceThenItsAddressThenBoth() {
    func families(_ change: (inout ServiceFacts) -> Void) -> [IPAddress.Family] {
      ServiceFamilies.families(
        of: Sample.service {
          $0.ipFamilies = []
          change(&$0)
        }
      )
    }
    #expect(families { $0.ipFamilies = ["IPv6", "IPv4"] } == [.ipv6, .ipv4])
    #expect(families { $0.clusterIPs = ["2001:db8::a"] } == [.ipv6])
    #expect(families { _ in } == [.ipv4])
    #expect(families { $0.clusterIPs = ["None"] } == [.ipv4, .ipv6])
    #expect(families { $0.clusterIPs = [] } == [.ipv4, .ipv6])
    #expect(
      families {
        $0.ipFamilies = ["IPv6"]
        $0.clusterIPs = ["10.96.0.10"]
      } == [.ipv6]
    )
  }
}
