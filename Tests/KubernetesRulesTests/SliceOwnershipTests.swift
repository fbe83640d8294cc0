import KubernetesRules
import Testing
import TopologyModel

@Suite struct SliceOwnershipTests {
  @Test func theLabelNamesTheService() {
    #expect(
      SliceOwnership.service(of: Sample.slice(), sliceNamespace: "shop")
        == ObjectSlot(kind: .service, namespace: "shop", name: "web")
    )
    #expect(SliceOwnership.service(of: Sample.slice(service: ""), sliceNamespace: "shop") == nil)
    #expect(SliceOwnership.service(of: EndpointSliceFacts(), sliceNamespace: "shop") == nil)
  }

  @Test(arguments: [
    ("v1", "Service", "u1", true), ("v1", "Service", "u2", false), ("v1", "Pod", "u1", false),
    ("v2", "Service", "u1", false),
  ])
  func ownersAreByUIDKindAndVersion(version: String, kind: String, uid: String, isOwned: Bool) {
    let slice = Sample.slice {
      $0.owners = [
        OwnerReference(apiVersion: version, kind: kind, name: "web", uid: uid, isController: true)
      ]
    }
    #expect(SliceOwnership.isOwned(slice, byServiceUID: "u1") == isOwned)
  }

  @Test func expectedLabelsNeverCopyReservedKeys() {
    let service = Sample.service {
      $0.labels = [
        "team": "a", EndpointSliceFacts.headlessLabel: "x",
        EndpointSliceFacts.serviceNameLabel: "y", EndpointSliceFacts.managedByLabel: "z",
      ]
    }
    let plain: LabelSet = [
      "team": "a", EndpointSliceFacts.serviceNameLabel: "web",
      EndpointSliceFacts.managedByLabel: SliceOwnership.controllerName,
    ]
    #expect(SliceOwnership.expectedLabels(of: service, name: "web") == plain)
    for clusterIPs in [["None"], [], [""]] {
      let headless = Sample.service { $0.clusterIPs = clusterIPs }
      #expect(
        SliceOwnership.expectedLabels(of: headless, name: "web")[EndpointSliceFacts.headlessLabel]
          == ""
      )
    }
  }

  @Test func headlessLabelsMustAgree() {
    let labelled = Sample.slice { $0.labels = [EndpointSliceFacts.headlessLabel: ""] }
    func mismatched(_ slice: EndpointSliceFacts, _ service: ServiceFacts) -> Bool {
      SliceOwnership.isHeadlessLabelMismatched(slice, service: service)
    }
    #expect(mismatched(labelled, Sample.service()) && mismatched(Sample.slice(), Sample.headless()))
    #expect(
      !mismatched(labelled, Sample.headless()) && !mismatched(Sample.slice(), Sample.service())
    )
  }

  @Test func managersAreToldApart() {
    let manager = EndpointSliceFacts.managedByLabel
    let mirrored = Sample.slice { $0.labels = [manager: SliceOwnership.mirroringControllerName] }
    let own = Sample.slice(ports: []) { $0.labels = [manager: SliceOwnership.controllerName] }
    #expect(SliceOwnership.isMirrored(mirrored) && !SliceOwnership.isMirrored(own))
    #expect(SliceOwnership.isPlaceholder(own))
    #expect(!SliceOwnership.isPlaceholder(Sample.slice(ports: [])))
    var listing = own
    listing.endpointCount = 1
    #expect(!SliceOwnership.isPlaceholder(listing))
    var withPorts = own
    withPorts.ports = [Sample.slicePort()]
    #expect(!SliceOwnership.isPlaceholder(withPorts))
  }
}
