import KubernetesRules
import Testing
import TopologyModel

@Suite struct AddressAndSliceFindingsTests {
  private typealias Make = FindingSample

  // MARK: - ST103

  @Test func clusterIPsAreNoEndpoints() {
    let db = Make.service("db") { $0.clusterIPs = ["10.0.0.1"] }
    #expect(
      Make.found(.addressIsServiceVIP) { $0.addressHolders = Make.holders([db]) }
        == ["error web-a 10.0.0.1"]
    )
    #expect(
      Make.found(.addressIsServiceVIP) {
        $0.addressHolders = Make.holders([db])
        $0.service.facts.clusterIPs = ["None"]
      } == []
    )
    #expect(
      Make.found(.addressIsServiceVIP) { $0.addressHolders = Make.holders([$0.service]) } == []
    )
  }

  @Test func externalAddressesCountUnlessTheyAreNodes() {
    let external = Make.service("db") { $0.externalIPs = ["10.0.0.1"] }
    let balanced = Make.service("db") {
      $0.ingress = [.init(ip: "10.0.0.1", hostname: "", ipMode: "")]
    }
    for holder in [external, balanced] {
      #expect(
        Make.found(.addressIsServiceVIP) { $0.addressHolders = Make.holders([holder]) }
          == ["error web-a 10.0.0.1"]
      )
      #expect(
        Make.found(.addressIsServiceVIP) {
          $0.addressHolders = Make.holders([holder])
          $0.changePod(0) { $0.usesHostNetwork = true }
        } == []
      )
    }
    let proxied = Make.service("db") {
      $0.ingress = [.init(ip: "10.0.0.1", hostname: "", ipMode: "Proxy")]
    }
    #expect(Make.holders([proxied]).keys.map(\.description) == ["10.96.0.10"])
  }

  @Test func addressesWithoutPodsAreComparedWithNodes() {
    let external = Make.service("db") { $0.externalIPs = ["192.0.2.1"] }
    func found(_ nodes: [String: Observed<NodeFacts>]?) -> [String] {
      Make.found(.addressIsServiceVIP) {
        $0.slices = [Make.slice(endpoints: [Make.bare("192.0.2.1")])]
        $0.addressHolders = Make.holders([external])
        $0.nodes = nodes
      }
    }
    let other = Make.node("n1", zone: nil)
    let same = Make.node("n2", zone: nil) {
      $0.addresses = [.init(type: "InternalIP", address: "192.0.2.1")]
    }
    #expect(found(["n1": other]) == ["error web-a 192.0.2.1"])
    #expect(found(["n1": other, "n2": same]) == [])
    #expect(found(nil) == [])
  }

  // MARK: - ST112, ST114, ST115

  private static func owner(_ uid: String, apiVersion: String = "v1") -> OwnerReference {
    OwnerReference(
      apiVersion: apiVersion,
      kind: "Service",
      name: "web",
      uid: uid,
      isController: true
    )
  }

  @Test(
    arguments: [
      ([owner("old")], true), ([owner("uid-web")], false), ([], false),
      ([owner("old"), owner("uid-web")], false), ([owner("")], false),
      ([owner("old", apiVersion: "serving.knative.dev/v1")], false),
    ] as [([OwnerReference], Bool)]
  )
  func ownersAreComparedByUID(owners: [OwnerReference], isStale: Bool) {
    let found = Make.found(.sliceStaleOwner) { $0.changeSlice { $0.owners = owners } }
    #expect(found == (isStale ? ["warning web-a"] : []))
    #expect(
      Make.found(.sliceStaleOwner) {
        $0.changeSlice { $0.owners = owners }
        $0.service.reference.uid = ""
      } == []
    )
  }

  @Test(arguments: [("staff", true), (Make.controller, false), (nil, false)] as [(String?, Bool)])
  func foreignManagersAreFound(manager: String?, isForeign: Bool) {
    let change: (inout ServiceFindingsInput) -> Void = {
      $0.changeSlice { Make.label(&$0, Make.manager, manager) }
    }
    #expect(
      Make.found(.sliceForeignManager, change) == (isForeign ? ["warning web-a"] : [])
    )
    #expect(
      Make.found(.sliceForeignManager) {
        change(&$0)
        $0.service.facts.selector = [:]
      } == []
    )
  }

  @Test(
    arguments: [
      (true, "10.96.0.10", Make.controller, "error"), (false, "10.96.0.10", Make.controller, nil),
      (true, "None", Make.controller, nil), (false, "None", Make.controller, "warning"),
      (false, "None", "staff", nil), (true, "10.96.0.10", "staff", "error"),
    ] as [(Bool, String, String, String?)]
  )
  func headlessLabelsFollowTheService(
    isLabelled: Bool,
    clusterIP: String,
    manager: String,
    severity: String?
  ) {
    let found = Make.found(.headlessLabelMismatch) {
      $0.service.facts.clusterIPs = [clusterIP]
      $0.changeSlice {
        Make.label(&$0, Make.manager, manager)
        Make.label(&$0, EndpointSliceFacts.headlessLabel, isLabelled ? "" : nil)
      }
    }
    #expect(found == (severity.map { ["\($0) web-a"] } ?? []))
  }

  @Test func aliasesHaveNoHeadlessLabel() {
    let found = Make.found(.headlessLabelMismatch) {
      let slices = $0.slices
      FindingExample.alias(&$0, "example.com")
      $0.slices = slices
    }
    #expect(found == [])
  }

  // MARK: - ST116

  private func duplicates(
    version: KubernetesVersion = .v1(36),
    manager: String? = Make.controller,
    _ change: (inout EndpointFacts) -> Void
  ) -> [String] {
    let slice = Make.slice("web-b", endpoints: [Make.endpoint(1, change)]) {
      Make.label(&$0, Make.manager, manager)
    }
    return Make.found(.duplicateEndpoint) {
      $0.slices?.append(slice)
      $0.version = version
    }
  }

  @Test func duplicatesAreWarnedOf() {
    #expect(duplicates { _ in } == ["warning web-a 80/TCP 10.0.0.1:8080"])
    #expect(duplicates(manager: "staff") { _ in } == ["warning web-b 80/TCP 10.0.0.1:8080"])
    #expect(duplicates { $0.addresses = ["10.0.0.3"] } == [])
  }

  @Test func contradictionsAreErrorsWhereChanceDecides() {
    #expect(duplicates(Sample.unready) == ["error web-a 80/TCP 10.0.0.1:8080"])
    #expect(duplicates(Sample.serving) == ["warning web-a 80/TCP 10.0.0.1:8080"])
    #expect(
      duplicates(version: .v1(35), Sample.serving) == ["error web-a 80/TCP 10.0.0.1:8080"]
    )
  }

  @Test func headlessServicesHaveNoDuplicates() {
    let found = Make.found(.duplicateEndpoint) {
      $0.slices?.append(Make.slice("web-b", endpoints: [Make.endpoint(1)]))
      $0.service.facts.clusterIPs = ["None"]
    }
    #expect(found == [])
  }

  // MARK: - ST209, ST210

  @Test func slicePortsAreJoinedByNameAndProtocol() {
    let ports = [
      Sample.slicePort("http"), Sample.slicePort("http", transport: .udp), Sample.slicePort("web"),
    ]
    #expect(
      Make.found(.slicePortUnknown) { $0.changeSlice { $0.ports = ports } }
        == ["warning web-a http/UDP", "warning web-a web/TCP"]
    )
    #expect(
      Make.found(.slicePortUnknown) {
        $0.changeSlice { $0.ports = ports }
        $0.service.facts.clusterIPs = ["None"]
        $0.service.facts.ports = []
      } == []
    )
    #expect(
      Make.found(.slicePortUnknown) {
        $0.changeSlice {
          $0.ports = ports
          $0.addressType = "FQDN"
        }
      } == []
    )
  }

  @Test func unservedPortsAreFoundWhereThereAreEndpoints() {
    func found(
      _ ports: [EndpointSliceFacts.Port],
      _ change: (inout ServiceFindingsInput) -> Void = { _ in }
    ) -> [String] {
      Make.found(.servicePortUnserved) {
        $0.changeSlice { $0.ports = ports }
        change(&$0)
      }
    }
    #expect(found([]) == ["error web 80/TCP"])
    #expect(found([Sample.slicePort("http", nil)]) == ["error web 80/TCP"])
    #expect(found([Sample.slicePort("http", transport: .udp)]) == ["error web 80/TCP"])
    #expect(found([Sample.slicePort()]) == [])
    #expect(found([]) { $0.service.facts.clusterIPs = ["None"] } == ["warning web 80/TCP"])
    #expect(found([]) { $0.slices?[0].endpoints = [] } == [])
    #expect(
      found([]) { $0.slices?.append(Make.slice("web-b", endpoints: [Make.endpoint(3)])) } == []
    )
  }
}
