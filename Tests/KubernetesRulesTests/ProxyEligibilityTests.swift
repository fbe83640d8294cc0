import KubernetesRules
import Testing
import TopologyModel

@Suite struct ProxyEligibilityTests {
  private func exclusion(
    _ family: IPAddress.Family = .ipv4,
    _ change: (inout ServiceFacts) -> Void = { _ in }
  ) -> ProxyEligibility.ServiceExclusion? {
    ProxyEligibility.exclusion(of: Sample.service(change), family: family)
  }

  @Test func everyReasonIsNamed() {
    #expect(exclusion() == nil)
    #expect(exclusion { $0.type = "ExternalName" } == .externalName)
    #expect(exclusion { $0.clusterIPs = ["None"] } == .headless)
    #expect(
      exclusion { $0.labels = [ProxyEligibility.serviceProxyNameLabel: ""] } == .otherProxy
    )
    #expect(
      exclusion { $0.labels = [EndpointSliceFacts.headlessLabel: ""] } == .headlessLabel
    )
    #expect(exclusion { $0.clusterIPs = [] } == .noClusterIP)
    #expect(exclusion { $0.clusterIPs = [""] } == .noClusterIP)
    #expect(exclusion(.ipv6) == .noClusterIPOfFamily)
  }

  @Test func aManifestAwaitsItsClusterIPs() {
    func families(_ change: (inout ServiceFacts) -> Void = { _ in }) -> [IPAddress.Family] {
      ProxyEligibility.families(
        of: Sample.service {
          $0.isManifest = true
          $0.clusterIPs = []
          $0.ipFamilies = []
          change(&$0)
        }
      )
    }
    #expect(families() == [.ipv4])
    #expect(families { $0.ipFamilies = ["IPv6"] } == [.ipv6])
    #expect(families { $0.ipFamilies = ["IPv6", "IPv4"] } == [.ipv4, .ipv6])
    #expect(families { $0.clusterIPs = ["2001:db8::a"] } == [.ipv6])
    #expect(families { $0.clusterIPs = ["None"] }.isEmpty)
    #expect(families { $0.type = "ExternalName" }.isEmpty)
    #expect(families { $0.isManifest = false }.isEmpty)
    #expect(families { $0.labels = [EndpointSliceFacts.headlessLabel: ""] }.isEmpty)
  }

  @Test func familiesAreThoseOfTheClusterIPs() {
    let dual = Sample.service { $0.clusterIPs = ["2001:db8::a", "10.96.0.10"] }
    #expect(ProxyEligibility.families(of: dual) == [.ipv4, .ipv6])
    #expect(ProxyEligibility.families(of: Sample.service()) == [.ipv4])
    #expect(ProxyEligibility.families(of: Sample.headless()).isEmpty)
  }

  private func sliceExclusion(
    namespace: String = "shop",
    family: IPAddress.Family = .ipv4,
    _ change: (inout EndpointSliceFacts) -> Void = { _ in }
  ) -> ProxyEligibility.SliceExclusion? {
    ProxyEligibility.exclusion(
      of: Sample.slice(change),
      sliceNamespace: namespace,
      service: ObjectSlot(kind: .service, namespace: "shop", name: "web"),
      family: family
    )
  }

  @Test func slicesAreJoinedByNamespaceLabelAndType() {
    #expect(sliceExclusion() == nil)
    #expect(sliceExclusion(namespace: "lab") == .otherService)
    #expect(sliceExclusion { $0.labels = [:] } == .otherService)
    #expect(
      sliceExclusion { $0.labels = [EndpointSliceFacts.serviceNameLabel: "api"] } == .otherService
    )
    #expect(sliceExclusion(family: .ipv6) == .otherAddressType)
    #expect(sliceExclusion { $0.addressType = "FQDN" } == .otherAddressType)
  }

  @Test(arguments: ["", "anything"])
  func labelsOfAnyValueHideSlices(value: String) {
    let name = EndpointSliceFacts.serviceNameLabel
    #expect(
      sliceExclusion { $0.labels = [name: "web", EndpointSliceFacts.headlessLabel: value] }
        == .headlessLabel
    )
    #expect(
      sliceExclusion { $0.labels = [name: "web", ProxyEligibility.serviceProxyNameLabel: value] }
        == .otherProxy
    )
  }
}
