import KubernetesRules
import Testing
import TopologyModel

/// Single clauses of rules that no other test of the rule needs.
@Suite struct FindingClauseTests {
  private typealias Make = FindingSample

  private static func external(_ input: inout ServiceFindingsInput) {
    input.service.facts.type = "ExternalName"
    input.service.facts.externalName = "example.com"
  }

  @Test func anAliasHasNoEndpointFindings() {
    let db = Make.service("db") { $0.clusterIPs = ["10.0.0.1"] }
    let neighbor = Make.service("other")
    let changes: [(FindingRule, (inout ServiceFindingsInput) -> Void)] = [
      (.addressIsServiceVIP, { $0.addressHolders = Make.holders([db]) }),
      (.noReadyEndpoints, { for index in 0...1 { $0.changeEndpoint(index, Sample.unready) } }),
      (.servicePortUnserved, { $0.changeSlice { $0.ports = [] } }),
      (.slicePortUnknown, { $0.changeSlice { $0.ports = [Sample.slicePort("web")] } }),
      (.overlappingSelectors, { $0.neighbors = [neighbor] }),
      (
        .notReadyPublished,
        {
          $0.service.facts.publishesNotReadyAddresses = true
          $0.changeEndpoint(0) { $0.serving = false }
        }
      ),
      (
        .headlessIgnoredFields,
        {
          $0.service.facts.clusterIPs = ["None"]
          $0.service.facts.loadBalancerIP = "192.0.2.1"
        }
      ),
    ]
    for (rule, change) in changes {
      #expect(!Make.found(rule, change).isEmpty, "\(rule)")
      let found = Make.found(rule) {
        change(&$0)
        Self.external(&$0)
      }
      #expect(found == [], "\(rule)")
    }
    let alias = Make.service("db") {
      $0.type = "ExternalName"
      $0.externalIPs = ["10.0.0.1"]
    }
    #expect(Make.holders([alias]).isEmpty)
  }

  @Test func externalNamesOfOtherTypesAreNotRead() {
    #expect(
      Make.found(.externalNameLoopback) { $0.service.facts.externalName = "localhost" } == []
    )
  }

  @Test func virtualAddressesOfBalancersAreHeld() {
    let service = Make.service("db") {
      $0.clusterIPs = []
      $0.ingress = [
        .init(ip: "192.0.2.1", hostname: "", ipMode: "VIP"),
        .init(ip: "192.0.2.2", hostname: "", ipMode: ""),
        .init(ip: "192.0.2.3", hostname: "", ipMode: "Proxy"),
      ]
    }
    #expect(Make.holders([service]).keys.map(\.description).sorted() == ["192.0.2.1", "192.0.2.2"])
  }

  @Test func aClusterIPCountsThoughItIsANodesAddressToo() {
    let services = [
      Make.service("db") { $0.clusterIPs = ["10.0.0.1"] },
      Make.service("cache") { $0.externalIPs = ["10.0.0.1"] },
    ]
    let evidence = Make.evidence(.addressIsServiceVIP) {
      $0.addressHolders = Make.holders(services)
      $0.changePod(0) { $0.usesHostNetwork = true }
    }
    #expect(
      evidence == [
        "web-a@31 endpoints[0].addresses[0]=10.0.0.1", "db@10 spec.clusterIPs=10.0.0.1",
      ]
    )
  }

  @Test func hostAddressesOfThePodAreNodes() {
    let external = Make.service("db") { $0.externalIPs = ["10.0.0.1"] }
    func found(_ hostIPs: [String]) -> [String] {
      Make.found(.addressIsServiceVIP) {
        $0.addressHolders = Make.holders([external])
        $0.changePod(0) { $0.hostIPs = hostIPs }
      }
    }
    #expect(found(["192.0.2.9"]) == ["error web-a 10.0.0.1"])
    #expect(found(["192.0.2.9", "10.0.0.1"]) == [])
  }

  @Test func targetsNeedAName() {
    #expect(Make.found(.targetPodMissing) { $0.changeEndpoint(0) { $0.target?.name = "" } } == [])
  }

  @Test func theAPIServersSliceIsKnownByNamespaceNameAndLabel() {
    func found(
      namespace: String = "default",
      name: String = "kubernetes",
      service: String = "kubernetes"
    ) -> [String] {
      var slice = Make.slice(name, endpoints: []) {
        $0.labels = [EndpointSliceFacts.serviceNameLabel: service]
      }
      slice.reference.slot.namespace = namespace
      return Make.found(.sliceUnmanaged, slice: slice)
    }
    #expect(found() == [])
    #expect(found(namespace: "shop") == ["info kubernetes"])
    #expect(found(name: "web") == ["info web"])
    #expect(found(service: "web") == ["info kubernetes"])
  }

  @Test func theAPIServersServiceIsKnownByNamespaceNameAndSelector() {
    func found(
      namespace: String = "default",
      name: String = "kubernetes",
      selector: LabelSet = [:]
    ) -> [String] {
      Make.found(.singleEndpoint) {
        $0.service = Make.service(name, namespace: namespace) { $0.selector = selector }
        $0.slices?[0].endpoints.removeLast()
      }
    }
    #expect(found() == [])
    #expect(found(namespace: "shop") == ["warning kubernetes"])
    #expect(found(name: "web") == ["warning web"])
    #expect(found(selector: ["app": "web"]) == ["warning kubernetes"])
  }

  @Test func podAndServiceFieldsOfPodRules() {
    let alias = Make.service("peers") {
      $0.type = "ExternalName"
      $0.clusterIPs = ["None"]
    }
    let pod = Make.pod(1) {
      $0.hostname = "web-1"
      $0.subdomain = "peers"
    }
    #expect(
      Make.found(.hostnameWithoutService, pod: pod, services: ["peers": alias]) == ["info web-1"]
    )
    let primary = Make.pod(1) { $0.primaryIP = "010.0.0.1" }
    #expect(Make.found(.strictIP, pod: primary) == [])
  }

  @Test func endpointsWithoutAddressAreNotReady() {
    let found = Make.found(.noReadyEndpoints) {
      for index in 0...1 { $0.changeEndpoint(index) { $0.addresses = [] } }
    }
    #expect(found == ["error web"])
  }

  @Test func slicesThatTheProxyIgnoresHaveNoDuplicates() {
    let hidden = Make.slice("web-b", endpoints: [Make.endpoint(1)]) {
      Make.label(&$0, EndpointSliceFacts.headlessLabel, "")
    }
    #expect(Make.found(.duplicateEndpoint) { $0.slices?.append(hidden) } == [])
  }

  @Test func nodeHintsAloneSayNothingOfZones() {
    let found = Make.found(.hintsIneffective) { input in
      input.service.facts.trafficDistribution = "PreferSameNode"
      for index in 0...1 { input.changeEndpoint(index) { $0.nodeHints = [$0.nodeName] } }
      input.nodes?["n3"] = Make.node("n3", zone: nil)
    }
    #expect(found == [])
  }

  @Test func placesThatNoEndpointNamesAreNone() {
    let found: (FindingRule) -> [String] = { rule in
      Make.found(rule) {
        for index in 0...1 {
          $0.changeEndpoint(index) {
            $0.nodeName = ""
            $0.zone = ""
          }
        }
      }
    }
    #expect(found(.allOnOneNode) == [])
    #expect(found(.allInOneZone) == [])
  }

  private func gap(_ change: (inout ServiceFindingsInput) -> Void) -> [String] {
    Make.found(.localPolicyGap, change)
  }

  @Test func externalTrafficThatMayLeaveItsNodeHasNoGap() {
    func found(_ policy: String) -> [String] {
      gap {
        $0.service.facts.type = "NodePort"
        $0.service.facts.externalTrafficPolicy = policy
        $0.service.facts.ports[0].nodePort = 30_080
        $0.nodes?["n3"] = Make.node("n3", zone: "z1")
      }
    }
    #expect(found("Cluster") == [])
    #expect(found("Local") == ["info web external"])
  }

  @Test func endpointsOnUnknownNodesAreNowhere() {
    let found = gap {
      $0.service.facts.internalTrafficPolicy = "Local"
      for index in 0...1 { $0.changeEndpoint(index) { $0.nodeName = "gone" } }
    }
    #expect(found == ["error web internal"])
  }

  @Test(
    arguments: [
      (PodFacts.ConditionStatus.absent, true), (.isTrue, true), (.isFalse, false),
      (.unknown, false),
    ]
  )
  func nodesAreInUseUnlessTheyAreKnownToBeUnready(
    ready: PodFacts.ConditionStatus,
    isInUse: Bool
  ) {
    let node = Make.node("n3", zone: "z1") { $0.ready = ready }
    let found = gap {
      $0.service.facts.internalTrafficPolicy = "Local"
      $0.nodes?["n3"] = node
    }
    #expect(found == (isInUse ? ["warning web internal"] : []))
  }

  @Test(
    arguments: [
      (PodFacts.ContainerPort.Container.regular, true), (.restartableInit, true),
      (.plainInit, false), (.ephemeral, false),
    ]
  )
  func containersThatGoOnRunningDeclarePorts(
    container: PodFacts.ContainerPort.Container,
    serves: Bool
  ) {
    let ports = [Make.containerPort("", 9090, container: container)]
    #expect(
      Make.found(.targetNumberUndeclared) {
        $0.service.facts.ports[0].target = .number(9090)
        $0.changePod(0) { $0.ports = ports }
      } == (serves ? [] : ["info web 80/TCP"])
    )
    let named = [Make.containerPort("http", container: container)]
    #expect(
      Make.found(.protocolMismatch) {
        $0.service.facts.ports[0].transport = .udp
        for index in 0...1 { $0.changePod(index) { $0.ports = named } }
      } == (serves ? ["error web 80/UDP"] : [])
    )
  }

  @Test func portsOfOtherNamesAreNoProtocolMismatch() {
    #expect(
      Make.found(.protocolMismatch) {
        for index in 0...1 { $0.changePod(index) { $0.ports = [Make.containerPort("grpc")] } }
      } == []
    )
  }

  @Test func anEmptyNameIsNoName() {
    for rule: FindingRule in [.portNameUnresolvedAll, .targetNumberVaries, .protocolMismatch] {
      #expect(Make.found(rule) { $0.service.facts.ports[0].target = .name("") } == [])
    }
  }

  @Test func onlySlicesOfAddressesWithEndpointsServePorts() {
    let empty = Make.slice("web-b", endpoints: [])
    let names = Make.slice("web-b", endpoints: [Make.bare("example.com")]) {
      $0.addressType = "FQDN"
    }
    for slice in [empty, names] {
      let found = Make.found(.servicePortUnserved) {
        $0.changeSlice { $0.ports = [] }
        $0.slices?.append(slice)
      }
      #expect(found == ["error web 80/TCP"])
    }
  }

  @Test func onlyServingAndTerminatingEndpointsStillServe() {
    func cause(_ serving: Bool, _ terminating: Bool) -> [String] {
      let input = Make.input {
        for index in 0...1 {
          $0.changeEndpoint(index) {
            ($0.ready, $0.serving, $0.terminating) = (false, serving, terminating)
          }
        }
      }
      return ServiceFindings.findings(input).filter { $0.ruleID == "ST202" }.map(\.message)
    }
    #expect(cause(true, true) == ["no endpoint is ready, and only terminating ones still serve"])
    for (serving, terminating) in [(true, false), (false, true), (false, false)] {
      #expect(cause(serving, terminating) == ["endpoints are listed, and none is ready"])
    }
  }

  @Test func overlapsNeedTheNamespaceAndDuplicatesTheProtocolTypeAndPolicy() {
    func found(
      namespace: String = "shop",
      own: (inout ServiceFacts) -> Void = { _ in },
      _ change: (inout ServiceFacts) -> Void = { _ in }
    ) -> [String] {
      Make.found(.overlappingSelectors) {
        own(&$0.service.facts)
        $0.neighbors = [Make.service("other", namespace: namespace, change)]
      }
    }
    #expect(found() == ["warning web shop/other"])
    #expect(found(namespace: "lab") == [])
    #expect(found { $0.ports[0].transport = .udp } == ["info web shop/other"])
    let nodePort: (inout ServiceFacts) -> Void = { $0.type = "NodePort" }
    #expect(found(own: nodePort, nodePort) == ["warning web shop/other"])
    #expect(found(own: nodePort) { $0.type = "LoadBalancer" } == ["info web shop/other"])
    #expect(
      found(own: nodePort) {
        $0.type = "NodePort"
        $0.externalTrafficPolicy = "Local"
      } == ["info web shop/other"]
    )
  }

  @Test func ownersOfOtherKindsAreNotServices() {
    let owner = OwnerReference(
      apiVersion: "v1",
      kind: "Pod",
      name: "web",
      uid: "old",
      isController: true
    )
    #expect(Make.found(.sliceStaleOwner) { $0.changeSlice { $0.owners = [owner] } } == [])
  }

  @Test func onlyHeadlessServicesWithoutPortsLeaveThemToTheSlice() {
    func found(_ clusterIP: String, ports: [ServiceFacts.Port]) -> [String] {
      Make.found(.slicePortUnknown) {
        $0.service.facts.clusterIPs = [clusterIP]
        $0.service.facts.ports = ports
        $0.changeSlice { $0.ports = [Sample.slicePort("web")] }
      }
    }
    #expect(found("None", ports: []) == [])
    #expect(found("10.96.0.10", ports: []) == ["warning web-a web/TCP"])
    #expect(found("None", ports: [Sample.port()]) == ["warning web-a web/TCP"])
  }

  @Test func anyAddressOfThePodIsItsOwn() {
    #expect(
      Make.found(.targetIPMismatch) {
        $0.changePod(0) { $0.ips = ["10.0.0.1", "10.0.0.5"] }
        $0.changeEndpoint(0) { $0.addresses = ["010.0.0.5"] }
      } == []
    )
  }

  @Test func aPodOfUnknownUIDIsTheSame() {
    let slot = Make.pod(1).reference.slot
    #expect(
      Make.found(.targetPodUIDMismatch) { $0.pods?.targets[slot]?.reference.uid = "" } == []
    )
  }

  @Test func conditionsThatAreAbsentAreNotCompared() {
    #expect(
      Make.found(.conditionMismatch) {
        $0.changeEndpoint(0) { ($0.ready, $0.serving, $0.terminating) = (false, true, nil) }
        $0.changePod(0) { $0.deletionTimestamp = Instant(nanoseconds: 0) }
      } == []
    )
  }

  @Test func aTargetIsListedWhateverItsAddress() {
    #expect(
      Make.found(.readyPodNotListed) { $0.changeEndpoint(0) { $0.addresses = ["10.0.0.9"] } } == []
    )
  }

  @Test func aServiceLabelIsMissingOrEmpty() {
    func message(_ label: String?) -> [String] {
      let slice = Make.slice(endpoints: []) {
        Make.label(&$0, EndpointSliceFacts.serviceNameLabel, label)
      }
      let input = SliceFindingsInput(slice: slice, service: .present, version: .v1(36))
      return SliceFindings.findings(input).filter { $0.ruleID == "ST110" }.map(\.message)
    }
    let key = EndpointSliceFacts.serviceNameLabel
    #expect(message(nil) == ["label `\(key)` is missing, so no Service uses the slice"])
    #expect(message("") == ["label `\(key)` is empty, so no Service uses the slice"])
  }
}
