import KubernetesRules
import Testing
import TopologyModel

@Suite struct ServingVerdictTests {
  private typealias Listing = ServingVerdict.Listing

  /// What `verdict` is asked about: a ready Pod that no slice lists, unless changed.
  private struct Question {
    var service = Sample.service()
    var port: ServiceFacts.Port? = Sample.port()
    var pod: PodFacts? = Sample.pod()
    var podNamespace = "shop"
    var node = NodeObservation.notObserved
    var listings: [Listing] = []
    var hasSlices = true

    var verdict: ServingVerdict {
      var pod = Sample.reference("web-1", kind: .pod)
      pod.slot.namespace = podNamespace
      return ServingVerdict.verdict(
        service: service,
        serviceSlot: Sample.reference("web", kind: .service).slot,
        port: port,
        pod: self.pod,
        podReference: pod,
        node: node,
        listings: listings,
        hasSlices: hasSlices
      )
    }
  }

  private func verdict(_ change: (inout Question) -> Void = { _ in }) -> String {
    var question = Question()
    change(&question)
    let verdict = question.verdict
    let text = "\(verdict.isServing ? "yes" : "no") \(verdict.reason.rawValue)"
    return verdict.detail.isEmpty ? text : "\(text): \(verdict.detail)"
  }

  private static func listing(
    _ eligibleAs: EligibleAs? = nil,
    name: String = "web-a",
    slice change: (inout EndpointSliceFacts) -> Void = { _ in },
    endpoint: (inout EndpointFacts) -> Void = { _ in }
  ) -> Listing {
    Listing(
      slice: Sample.slice(change),
      sliceSlot: Sample.reference(name).slot,
      endpoint: Sample.endpoint("10.0.0.1", endpoint),
      eligibleAs: eligibleAs
    )
  }

  /// The verdict on a Pod that is listed in some places.
  private func listed(
    _ listings: [Listing] = [listing(endpoint: Sample.unready)],
    _ change: (inout Question) -> Void = { _ in }
  ) -> String {
    verdict {
      $0.listings = listings
      change(&$0)
    }
  }

  // MARK: - It serves

  @Test(
    arguments: [
      (EligibleAs.ready, "yes ready"), (.draining, "yes ready"),
      (.terminatingFallback, "yes terminating-fallback"), (.dns, "yes dns"),
    ]
  )
  func anEligibleListingServesAndSaysHow(eligibleAs: EligibleAs, text: String) {
    #expect(listed([Self.listing(eligibleAs)]) == text)
  }

  @Test func anyEligibleListingIsEnoughAndTheFirstSaysHow() {
    let others = [Self.listing(endpoint: Sample.unready), Self.listing(.dns), Self.listing(.ready)]
    #expect(listed(others) == "yes dns")
    #expect(listed([Self.listing(.ready)]) { $0.service.type = "ExternalName" } == "yes ready")
    #expect(listed([Self.listing(.ready)]) { $0.podNamespace = "lab" } == "yes ready")
  }

  // MARK: - It is not listed

  @Test func aPodThatIsNotListedSaysWhyTheControllerLeavesItOut() {
    #expect(verdict { $0.podNamespace = "lab" } == "no other-namespace")
    #expect(verdict { $0.service.selector = [:] } == "no no-selector")
    #expect(
      verdict {
        $0.service.type = "ExternalName"
        $0.service.externalName = "example.com"
      } == "no external-name: example.com"
    )
    #expect(verdict { $0.pod?.phase = "Failed" } == "no terminal-phase: phase Failed")
    #expect(
      verdict {
        $0.pod?.ips = []
        $0.pod?.primaryIP = ""
      } == "no no-pod-ip"
    )
    #expect(verdict { $0.node = .missing } == "no node-not-found: node n1")
    #expect(verdict { $0.service.ipFamilies = ["IPv6"] } == "no no-address-of-family")
  }

  @Test func aSelectorMismatchNamesEveryLabelThatDiffersOrIsMissing() {
    let found = verdict {
      $0.service.selector = ["app": "web", "tier": "front", "track": "stable"]
      $0.pod?.labels = ["app": "web", "track": "canary"]
    }
    #expect(
      found
        == "no selector-mismatch: label tier=front is missing, label track is canary, not stable"
    )
  }

  @Test func theFirstReasonToLeaveAPodOutIsTheOneThatIsSaid() {
    let changes: [(reason: String, (inout Question) -> Void)] = [
      ("no-address-of-family", { $0.service.ipFamilies = ["IPv6"] }),
      ("node-not-found: node n1", { $0.node = .missing }),
      (
        "no-pod-ip",
        {
          $0.pod?.ips = []
          $0.pod?.primaryIP = ""
        }
      ),
      ("terminal-phase: phase Succeeded", { $0.pod?.phase = "Succeeded" }),
      ("external-name", { $0.service.type = "ExternalName" }),
      ("selector-mismatch: label app is api, not web", { $0.pod?.labels = ["app": "api"] }),
      ("no-selector", { $0.service.selector = [:] }),
      ("other-namespace", { $0.podNamespace = "lab" }),
    ]
    var question = Question()
    for (reason, change) in changes {
      change(&question)
      #expect(verdict { $0 = question } == "no \(reason)")
    }
  }

  @Test func aPodThatTheControllerShouldListAwaitsIt() {
    #expect(verdict() == "no controller-lag")
    #expect(verdict { $0.hasSlices = false } == "no slice-missing")
    #expect(verdict { $0.pod?.ready = .isFalse } == "no controller-lag")
    #expect(verdict { $0.pod = nil } == "no controller-lag")
    #expect(
      verdict {
        $0.pod = nil
        $0.hasSlices = false
      } == "no controller-lag"
    )
  }

  @Test func oneFamilyThatListsThePodIsEnough() {
    for families in [["IPv4", "IPv6"], ["IPv6", "IPv4"]] {
      #expect(verdict { $0.service.ipFamilies = families } == "no controller-lag")
    }
    #expect(
      verdict {
        $0.service.ipFamilies = ["IPv6", "IPv4"]
        $0.pod?.ips = []
      } == "no no-address-of-family"
    )
  }

  // MARK: - It is listed, and kube-proxy ignores it

  @Test func anAliasIgnoresItsSlices() {
    let found = listed {
      $0.service.type = "ExternalName"
      $0.service.externalName = "example.com"
      $0.service.clusterIPs = []
      $0.port = Sample.port("other")
    }
    #expect(found == "no external-name: example.com")
  }

  @Test func aServiceThatTheProxySkipsServesNothing() {
    let proxy = ProxyEligibility.serviceProxyNameLabel
    let headless = EndpointSliceFacts.headlessLabel
    #expect(listed { $0.service.labels = [proxy: "mesh"] } == "no other-proxy")
    #expect(
      listed { $0.service.labels = [headless: ""] } == "no headless-label: on the service"
    )
    #expect(
      listed { $0.service.labels = [headless: "", proxy: "mesh"] } == "no other-proxy"
    )
    #expect(listed { $0.service.clusterIPs = [] } == "no no-cluster-ip")
    #expect(
      listed {
        $0.service.clusterIPs = []
        $0.service.labels = [proxy: "mesh"]
      } == "no other-proxy"
    )
  }

  @Test func aSliceThatTheProxySkipsSaysWhich() {
    func skipped(_ change: (inout EndpointSliceFacts) -> Void) -> String {
      listed([Self.listing(name: "web-b", slice: change)])
    }
    func label(_ key: String) -> (inout EndpointSliceFacts) -> Void {
      { $0.labels = [EndpointSliceFacts.serviceNameLabel: "web", key: ""] }
    }
    #expect(
      skipped(label(EndpointSliceFacts.headlessLabel)) == "no headless-label: slice web-b"
    )
    #expect(
      skipped(label(ProxyEligibility.serviceProxyNameLabel)) == "no other-proxy: slice web-b"
    )
    for type in ["IPv6", "FQDN", ""] {
      #expect(skipped { $0.addressType = type } == "no address-type: slice web-b")
    }
    #expect(
      skipped { $0.labels = [EndpointSliceFacts.serviceNameLabel: "db"] }
        == "no address-type: slice web-b"
    )
  }

  @Test func sliceNamespacesMatterToTheProxy() {
    var listing = Self.listing(endpoint: Sample.unready)
    listing.sliceSlot.namespace = "lab"
    #expect(listed([listing]) == "no address-type: slice web-a")
  }

  @Test func theFirstSkippedSliceIsNamedAndOneThatIsUsedHidesThem() {
    let six = Self.listing(name: "web-6", slice: { $0.addressType = "IPv6" })
    let hidden = Self.listing(
      name: "web-h",
      slice: {
        $0.labels = [
          EndpointSliceFacts.serviceNameLabel: "web", EndpointSliceFacts.headlessLabel: "",
        ]
      }
    )
    #expect(listed([six, hidden]) == "no address-type: slice web-6")
    #expect(listed([hidden, six]) == "no headless-label: slice web-h")
    let used = Self.listing(endpoint: Sample.unready)
    #expect(listed([six, used]) == "no not-ready: the pod is ready, its endpoint not yet")
    #expect(listed([six, Self.listing()]) == "no duplicate-address")
  }

  @Test func aDualStackServiceUsesSlicesOfBothFamilies() {
    let six = Self.listing(slice: { $0.addressType = "IPv6" }, endpoint: Sample.serving)
    let found = listed([six]) { $0.service.clusterIPs = ["10.96.0.10", "2001:db8::a"] }
    #expect(found == "no terminating: still serving, and others are ready")
  }

  @Test func aHeadlessServiceAsksNotTheProxy() {
    let labelled = Self.listing(
      slice: {
        $0.labels = [
          EndpointSliceFacts.serviceNameLabel: "web", EndpointSliceFacts.headlessLabel: "",
        ]
      },
      endpoint: Sample.unready
    )
    #expect(
      listed([labelled]) {
        $0.service = Sample.headless()
        $0.pod?.ready = .absent
      } == "no not-ready: there is no condition Ready"
    )
  }

  // MARK: - It is listed, and its port or its state keeps it out

  @Test func aPortThatNoSliceHasIsUnresolved() {
    #expect(
      listed { $0.port = Sample.port("grpc", 81, transport: .udp, target: .number(9090)) }
        == "no port-unresolved: no slice port for 9090/UDP"
    )
    #expect(
      listed { $0.port = Sample.port("grpc", target: .name("rpc")) }
        == "no port-unresolved: no container port named rpc with TCP"
    )
    #expect(
      listed { $0.port = nil } == "no not-ready: the pod is ready, its endpoint not yet"
    )
    let ready = Self.listing(slice: { $0.ports = [] })
    #expect(
      listed([ready, Self.listing(endpoint: Sample.unready)])
        == "no not-ready: the pod is ready, its endpoint not yet"
    )
    #expect(listed([ready]) == "no port-unresolved: no slice port for 8080/TCP")
    #expect(listed([ready]) { $0.port = nil } == "no duplicate-address")
  }

  @Test func skippedSlicesComeBeforeUnresolvedPorts() {
    let six = Self.listing(
      slice: {
        $0.addressType = "IPv6"
        $0.ports = []
      }
    )
    #expect(listed([six]) == "no address-type: slice web-a")
    #expect(
      listed([six, Self.listing(slice: { $0.ports = [] })])
        == "no port-unresolved: no slice port for 8080/TCP"
    )
  }

  @Test func aReadyEndpointIsKeptOutByAPolicyOrADuplicate() {
    #expect(listed([Self.listing()]) == "no duplicate-address")
    #expect(
      listed([Self.listing()]) { $0.service.internalTrafficPolicy = "Local" }
        == "no traffic-policy"
    )
    let all = [
      Self.listing(endpoint: Sample.unready), Self.listing(endpoint: Sample.serving),
      Self.listing(),
    ]
    #expect(listed(all) == "no duplicate-address")
  }

  @Test func aTerminatingEndpointSaysWhetherItServes() {
    let idle = Self.listing(endpoint: {
      Sample.serving(&$0)
      $0.serving = false
    })
    #expect(
      listed([Self.listing(endpoint: Sample.serving)])
        == "no terminating: still serving, and others are ready"
    )
    #expect(listed([idle]) == "no terminating: not serving")
    #expect(
      listed([Self.listing(endpoint: Sample.unready), idle]) == "no terminating: not serving"
    )
    #expect(
      listed([idle, Self.listing(endpoint: Sample.serving)])
        == "no terminating: still serving, and others are ready"
    )
  }

  @Test(
    arguments: [
      (PodFacts.ConditionStatus.isTrue, "the pod is ready since X, its endpoint not yet"),
      (.isFalse, "condition Ready is False since X"),
      (.unknown, "condition Ready is Unknown since X"),
      (.absent, "there is no condition Ready"),
    ]
  )
  func anEndpointThatIsNotReadySaysWhatThePodSays(
    status: PodFacts.ConditionStatus,
    text: String
  ) {
    let since = Instant(nanoseconds: 0)
    let found = listed {
      $0.pod?.ready = status
      $0.pod?.readySince = since
    }
    #expect(found == "no not-ready: " + text.replacing("X", with: "\(since)"))
    let timeless = listed { $0.pod?.ready = status }
    #expect(timeless == "no not-ready: " + text.replacing(" since X", with: ""))
  }

  @Test func aPodThatIsUnknownIsJustNotReady() {
    #expect(listed { $0.pod = nil } == "no not-ready")
  }
}
