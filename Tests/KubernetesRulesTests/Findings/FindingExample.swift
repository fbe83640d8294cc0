import KubernetesRules
import TopologyModel

/// For each rule, an input that it finds something in.
enum FindingExample {
  private typealias Make = FindingSample

  /// The findings of the example of a rule; none where there is no example.
  static func findings(of ruleID: String) -> [Finding] {
    let all: [Finding]
    if let slice = slices[ruleID] {
      all = SliceFindings.findings(
        SliceFindingsInput(slice: slice, service: .missing, version: .v1(36))
      )
    } else if let change = services[ruleID] {
      all = ServiceFindings.findings(Make.input(change))
    } else if let pod = pods[ruleID] {
      all = PodFindings.findings(pod)
    } else {
      all = []
    }
    return all.filter { $0.ruleID == ruleID }
  }

  private static let slices: [String: ObservedSlice] = [
    "ST101": Make.slice(endpoints: [Make.bare("127.0.0.1")]),
    "ST102": Make.slice(endpoints: [Make.bare("224.0.1.1")]),
    "ST104": Make.slice(endpoints: [Make.bare("010.0.0.1")]),
    "ST105": Make.slice(endpoints: [Make.bare("db.example.com")]) { $0.addressType = "FQDN" },
    "ST106": Make.slice(endpoints: [Make.endpoint(1) { $0.addresses.append("10.0.0.9") }]),
    "ST110": Make.slice(endpoints: []) {
      Make.label(&$0, EndpointSliceFacts.serviceNameLabel, nil)
    },
    "ST111": Make.slice(endpoints: []),
    "ST113": Make.slice(endpoints: []) { Make.label(&$0, Make.manager, nil) },
    "ST117": Make.slice(endpoints: []) { $0.endpointCount = 101 },
    "ST211": Make.slice(endpoints: []) { $0.ports = [Sample.slicePort("http", nil)] },
    "ST301": Make.slice(endpoints: []) {
      Make.label(&$0, Make.manager, SliceOwnership.mirroringControllerName)
    },
    "ST308": Make.slice(endpoints: [Make.bare("010.0.0.1")]),
  ]

  private static let pods: [String: PodFindingsInput] = [
    "ST126": PodFindingsInput(
      pod: Make.pod(1) { $0.deletionTimestamp = Instant(nanoseconds: 0) },
      sharers: [Make.pod(1, name: "web-9")],
      services: nil
    ),
    "ST225": PodFindingsInput(
      pod: Make.pod(1) {
        $0.hostname = "web-1"
        $0.subdomain = "peers"
      },
      sharers: [],
      services: [:]
    ),
  ]

  private static let services: [String: @Sendable (inout ServiceFindingsInput) -> Void] =
    listed.merging(selected) { first, _ in first }.merging(described) { first, _ in first }

  private static let listed: [String: @Sendable (inout ServiceFindingsInput) -> Void] = [
    "ST103": {
      let other = Make.service("db") { $0.clusterIPs = ["10.0.0.1"] }
      $0.addressHolders = Make.holders([other])
    },
    "ST112": {
      $0.slices?[0].facts.owners = [
        OwnerReference(
          apiVersion: "v1",
          kind: "Service",
          name: "web",
          uid: "old",
          isController: true
        )
      ]
    },
    "ST114": { $0.changeSlice { Make.label(&$0, Make.manager, "staff") } },
    "ST115": { $0.changeSlice { Make.label(&$0, EndpointSliceFacts.headlessLabel, "") } },
    "ST116": { $0.slices?.append(Make.slice("web-b", endpoints: [Make.endpoint(1)])) },
    "ST120": { $0.pods = Make.pods([Make.pod(1)]) },
    "ST121": { $0.slices?[0].endpoints[0].facts.target?.uid = "old" },
    "ST122": { $0.slices?[0].endpoints[0].facts.addresses = ["10.0.0.9"] },
    "ST123": { $0.slices?[0].endpoints[0].facts.ready = false },
    "ST124": { $0.pods?.targets[Make.pod(1).reference.slot]?.facts.labels = ["app": "debug"] },
    "ST125": { $0.slices?[0].endpoints.removeLast() },
    "ST209": { $0.slices?[0].facts.ports = [Sample.slicePort("web")] },
    "ST210": { $0.slices?[0].facts.ports = [] },
  ]

  private static let selected: [String: @Sendable (inout ServiceFindingsInput) -> Void] = [
    "ST201": { $0.pods?.selected = [] },
    "ST202": { for index in 0...1 { $0.changeEndpoint(index, Sample.unready) } },
    "ST203": { $0.slices?[0].endpoints.removeLast() },
    "ST204": { $0.service.facts.ports[0].target = .name("grpc") },
    "ST205": { $0.pods?.selected[0].facts.ports = [] },
    "ST206": { $0.service.facts.ports[0].target = .number(9090) },
    "ST207": { $0.pods?.selected[0].facts.ports[0].number = 9090 },
    "ST208": { $0.service.facts.ports[0].transport = .udp },
    "ST212": { $0.neighbors = [Make.service("peers") { $0.clusterIPs = ["None"] }] },
    "ST213": {
      $0.slices?[0].endpoints[1].facts.nodeName = "n1"
    },
    "ST214": { $0.slices?[0].endpoints[1].facts.zone = "z1" },
    "ST215": {
      $0.service.facts.internalTrafficPolicy = "Local"
      $0.nodes?["n3"] = Make.node("n3", zone: "z1")
    },
    "ST216": { $0.service.facts.trafficDistribution = "PreferSameZone" },
    "ST217": {
      for index in 0...1 { $0.changeEndpoint(index, Sample.serving) }
    },
    "ST218": {
      $0.service.facts.publishesNotReadyAddresses = true
      $0.slices?[0].endpoints[0].facts.serving = false
    },
    "ST224": {
      $0.service.facts.selector = [:]
      $0.slices = []
    },
  ]

  private static let described: [String: @Sendable (inout ServiceFindingsInput) -> Void] = [
    "ST219": {
      $0.service.facts.ports[0].nodePort = 30_080
      $0.rivals = [Make.service("db") { $0.ports[0].nodePort = 30_080 }]
    },
    "ST220": { $0.rivals = [Make.service("db")] },
    "ST221": { Self.alias(&$0, "192.0.2.7") },
    "ST222": { Self.alias(&$0, "localhost") },
    "ST223": {
      Self.alias(&$0, "example.com")
      $0.service.facts.selector = ["app": "web"]
    },
    "ST226": {
      $0.service.facts.clusterIPs = ["None"]
      $0.service.facts.sessionAffinity = "ClientIP"
    },
    "ST230": { $0.service.facts.type = "NodePort" },
    "ST302": {
      $0.service.facts.annotations = [TrafficDistribution.topologyModeAnnotation: "Auto"]
    },
    "ST303": { $0.service.facts.trafficDistribution = "PreferClose" },
    "ST304": { $0.service.facts.externalIPs = ["192.0.2.1"] },
    "ST305": { $0.service.reference.slot.name = "3scale" },
    "ST306": {
      $0.version = .v1(33)
      $0.service.facts.trafficDistribution = "PreferSameNode"
    },
    "ST307": {
      $0.service.facts.annotations = [
        "service.alpha.kubernetes.io/tolerate-unready-endpoints": "true"
      ]
    },
    "ST309": { $0.service.facts.loadBalancerIP = "192.0.2.1" },
  ]

  /// Makes the Service an alias without anything else.
  static func alias(_ input: inout ServiceFindingsInput, _ name: String) {
    input.service.facts.type = "ExternalName"
    input.service.facts.externalName = name
    input.service.facts.clusterIPs = []
    input.service.facts.ports = []
    input.service.facts.selector = [:]
    input.slices = []
    input.pods?.selected = []
  }
}
