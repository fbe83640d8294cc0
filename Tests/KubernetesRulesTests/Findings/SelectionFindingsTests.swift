import KubernetesRules
import Testing
import TopologyModel

@Suite struct SelectionFindingsTests {
  private typealias Make = FindingSample

  @Test func selectorsWithoutPodsAreFound() {
    let empty: (inout ServiceFindingsInput) -> Void = { $0.pods = Make.pods([]) }
    #expect(Make.found(.selectorMatchesNoPods, empty) == ["error web"])
    #expect(Make.found(.selectorMatchesNoPods) == [])
    #expect(Make.found(.selectorMatchesNoPods) { $0.pods = nil } == [])
    #expect(
      Make.found(.selectorMatchesNoPods) {
        empty(&$0)
        $0.service.facts.selector = [:]
      } == []
    )
    #expect(
      Make.found(.selectorMatchesNoPods) {
        empty(&$0)
        $0.service.facts.type = "ExternalName"
      } == []
    )
    #expect(
      Make.found(.selectorMatchesNoPods) { $0.changePod(0) { $0.phase = "Succeeded" } } == []
    )
  }

  private func cause(_ change: (inout ServiceFindingsInput) -> Void) -> String? {
    ServiceFindings.findings(Make.input(change)).first { $0.ruleID == "ST202" }?.message
  }

  @Test func theCauseOfHavingNothingReadyIsNamed() {
    #expect(cause { $0.slices = [] } == "no endpoint is listed")
    #expect(cause { $0.slices?[0].endpoints = [] } == "no endpoint is listed")
    #expect(
      cause { for index in 0...1 { $0.changeEndpoint(index, Sample.unready) } }
        == "endpoints are listed, and none is ready"
    )
    #expect(
      cause {
        $0.changeEndpoint(0, Sample.unready)
        $0.changeEndpoint(1, Sample.serving)
      } == "no endpoint is ready, and only terminating ones still serve"
    )
  }

  @Test func readinessThatIsAbsentOrPublishedCounts() {
    #expect(cause { _ in } == nil)
    #expect(
      cause {
        $0.changeEndpoint(0, Sample.unready)
        $0.changeEndpoint(1) { $0.ready = nil }
      } == nil
    )
    #expect(cause { $0.slices = nil } == nil)
    #expect(cause { FindingExample.alias(&$0, "example.com") } == nil)
    #expect(
      cause {
        $0.service.facts.selector = [:]
        $0.slices = []
      } == nil
    )
    #expect(
      cause {
        $0.service.facts.selector = [:]
        $0.slices?[0].endpoints = []
      } == "no endpoint is listed"
    )
    #expect(cause { $0.changeSlice { $0.addressType = "FQDN" } } == "no endpoint is listed")
  }

  private func single(
    _ slices: [ObservedSlice],
    _ change: (inout ServiceFindingsInput) -> Void = { _ in }
  ) -> Bool {
    let found = Make.found(.singleEndpoint) {
      $0.slices = slices
      change(&$0)
    }
    return found == ["warning web"]
  }

  @Test func onePodIsOneEndpointWhateverListsIt() {
    let six = Make.slice("web-6", endpoints: [Make.endpoint(1) { $0.addresses = ["2001:db8::1"] }])
    {
      $0.addressType = "IPv6"
    }
    let other = Make.slice(
      "web-6",
      endpoints: [Make.endpoint(2) { $0.addresses = ["2001:db8::2"] }]
    ) {
      $0.addressType = "IPv6"
    }
    let four = Make.slice(endpoints: [Make.endpoint(1)])
    #expect(single([four]))
    #expect(single([four, six]))
    #expect(!single([four, other]))
    #expect(single([four, Make.slice("web-b", endpoints: [Make.endpoint(1)])]))
    #expect(!single([Make.slice(endpoints: [Make.endpoint(1), Make.endpoint(2)])]))
    #expect(single([Make.slice(endpoints: [Make.endpoint(1), Make.endpoint(2, Sample.unready)])]))
    #expect(!single([Make.slice(endpoints: [])]))
    #expect(!single([four]) { $0.service.facts.type = "ExternalName" })
  }

  @Test func addressesWithoutTargetsCountByFamily() {
    let four = Make.slice(endpoints: [Make.bare("10.0.0.1"), Make.bare("010.0.0.1")])
    let six = Make.slice("web-6", endpoints: [Make.bare("2001:db8::1")]) {
      $0.addressType = "IPv6"
    }
    #expect(single([four]))
    #expect(single([four, six]))
    #expect(!single([Make.slice(endpoints: [Make.bare("10.0.0.1"), Make.bare("10.0.0.2")]), six]))
    #expect(!single([Make.slice(endpoints: [Make.bare("10.0.0.1"), Make.endpoint(2)])]))
  }

  private func overlap(
    _ change: (inout ServiceFacts) -> Void = { _ in },
    own: (inout ServiceFindingsInput) -> Void = { _ in }
  ) -> [String] {
    Make.found(.overlappingSelectors) {
      $0.neighbors = [Make.service("other", change), $0.service]
      own(&$0)
    }
  }

  @Test func equalServicesAreLikelyDuplicates() {
    #expect(overlap() == ["warning web shop/other"])
    #expect(overlap { $0.ports[0].target = .number(9090) } == ["warning web shop/other"])
  }

  @Test func anotherIntentMakesAnOverlapHarmless() {
    let changes: [(inout ServiceFacts) -> Void] = [
      { $0.clusterIPs = ["None"] }, { $0.ports[0].number = 81 }, { $0.type = "LoadBalancer" },
      { $0.internalTrafficPolicy = "Local" }, { $0.publishesNotReadyAddresses = true },
      { $0.labels = [ProxyEligibility.serviceProxyNameLabel: "mesh"] },
      { $0.sessionAffinity = "ClientIP" }, { $0.trafficDistribution = "PreferSameZone" },
    ]
    for change in changes { #expect(overlap(change) == ["info web shop/other"]) }
    let own: (inout ServiceFindingsInput) -> Void = {
      $0.changePod(0) { $0.labels = ["app": "web", "track": "canary"] }
    }
    #expect(overlap({ $0.selector = ["track": "canary"] }, own: own) == ["info web shop/other"])
  }

  @Test func withoutACommonPodNothingOverlaps() {
    #expect(overlap { $0.selector = ["app": "api"] } == [])
    #expect(overlap { $0.selector = ["track": "canary"] } == [])
    #expect(overlap { $0.selector = [:] } == [])
    #expect(overlap { $0.type = "ExternalName" } == [])
    #expect(overlap { $0.deletionTimestamp = Instant(nanoseconds: 0) } == [])
    #expect(overlap(own: { $0.pods = nil }) == [])
    #expect(
      overlap(own: { for index in 0...1 { $0.changePod(index) { $0.phase = "Failed" } } }) == []
    )
  }

  @Test func servicesWithoutSelectorNeedSlices() {
    func found(_ change: (inout ServiceFindingsInput) -> Void = { _ in }) -> [String] {
      Make.found(.noSelectorNoSlices) {
        $0.service.facts.selector = [:]
        $0.slices = []
        change(&$0)
      }
    }
    #expect(found() == ["warning web"])
    #expect(found { $0.slices = nil } == [])
    #expect(found { $0.slices = [Make.slice(endpoints: [])] } == [])
    #expect(found { $0.service.facts.selector = ["app": "web"] } == [])
    #expect(found { $0.service.facts.type = "ExternalName" } == [])
  }
}
