import KubernetesRules
import Testing
import TopologyModel

/// What the example of every rule rests on, as `object@revision field=value`.
@Suite struct FindingEvidenceTests {
  private static let manager = label(EndpointSliceFacts.managedByLabel)
  private static let service = label(EndpointSliceFacts.serviceNameLabel)
  private static let headless = label(EndpointSliceFacts.headlessLabel)
  private static let mode = annotation(TrafficDistribution.topologyModeAnnotation)
  private static let dead = annotation(
    "service.alpha.kubernetes.io/tolerate-unready-endpoints"
  )

  private static func label(_ key: String) -> String { "metadata.labels[\"\(key)\"]" }

  private static func annotation(_ key: String) -> String {
    "metadata.annotations[\"\(key)\"]"
  }

  @Test(arguments: FindingRules.all)
  func theEvidenceOfTheExampleIsComplete(rule: FindingRule) {
    let found = FindingExample.findings(of: rule.id).flatMap(FindingSample.texts)
    let expected = Self.ofSlices[rule.id] ?? Self.ofTargets[rule.id] ?? Self.ofServices[rule.id]
    #expect(found == expected ?? [])
  }

  private static let ofSlices: [String: [String]] = [
    "ST101": [
      "web-a@39 endpoints[0].addresses[0]=127.0.0.1"
    ],
    "ST102": [
      "web-a@39 endpoints[0].addresses[0]=224.0.1.1"
    ],
    "ST103": [
      "web-a@31 endpoints[0].addresses[0]=10.0.0.1",
      "db@10 spec.clusterIPs=10.0.0.1",
    ],
    "ST104": [
      "web-a@39 endpoints[0].addresses[0]=010.0.0.1"
    ],
    "ST105": [
      "web-a@30 addressType=FQDN"
    ],
    "ST106": [
      "web-a@31 endpoints[0].addresses=10.0.0.1,10.0.0.9"
    ],
    "ST110": [
      "web-a@30 \(service)=nil"
    ],
    "ST111": [
      "web-a@30 \(service)=web"
    ],
    "ST112": [
      "web-a@30 metadata.ownerReferences[0].uid=old",
      "web@10 metadata.uid=uid-web",
    ],
    "ST113": [
      "web-a@30 \(manager)=nil"
    ],
    "ST114": [
      "web-a@30 \(manager)=staff",
      "web@10 spec.selector=app=web",
    ],
    "ST115": [
      "web-a@30 \(headless)=",
      "web@10 spec.clusterIPs=10.96.0.10",
    ],
    "ST116": [
      "web-a@31 endpoints[0].conditions=ready=true serving=true terminating=false",
      "web-b@31 endpoints[0].conditions=ready=true serving=true terminating=false",
    ],
    "ST117": [
      "web-a@30 endpoints=101",
      "web-a@30 \(manager)=\(SliceOwnership.controllerName)",
    ],
  ]

  private static let ofTargets: [String: [String]] = [
    "ST120": [
      "web-a@32 endpoints[1].targetRef.name=web-2",
      "web-a@32 endpoints[1].targetRef.uid=uid-web-2",
    ],
    "ST121": [
      "web-a@31 endpoints[0].targetRef.uid=old",
      "web-1@21 metadata.uid=uid-web-1",
    ],
    "ST122": [
      "web-a@31 endpoints[0].addresses[0]=10.0.0.9",
      "web-1@21 status.podIPs=10.0.0.1",
    ],
    "ST123": [
      "web-a@31 endpoints[0].conditions=ready=false serving=true terminating=false",
      "web-1@21 status.conditions[Ready]=True",
      "web-1@21 metadata.deletionTimestamp=nil",
    ],
    "ST124": [
      "web-a@31 endpoints[0].targetRef.name=web-1",
      "web@10 spec.selector=app=web",
      "web-1@21 metadata.labels[\"app\"]=debug",
    ],
    "ST125": [
      "web@10 spec.selector=app=web",
      "web-2@22 status.conditions[Ready]=True",
      "web-2@22 status.conditions[Ready].lastTransitionTime=nil",
      "web-2@22 status.podIPs=10.0.0.2",
    ],
    "ST126": [
      "web-1@21 status.podIPs=10.0.0.1",
      "web-1@21 metadata.deletionTimestamp=present",
      "web-9@21 status.podIPs=10.0.0.1",
      "web-9@21 metadata.deletionTimestamp=nil",
    ],
  ]

  private static let ofServices: [String: [String]] = [
    "ST201": [
      "web@10 spec.selector=app=web"
    ],
    "ST202": [
      "web@10 spec.selector=app=web",
      "web-a@30 endpoints=2 listed, 0 serving and terminating",
    ],
    "ST203": [
      "web-a@31 endpoints[0].addresses[0]=10.0.0.1"
    ],
    "ST204": [
      "web@10 spec.ports[0].targetPort=grpc",
      "web-1@21 spec.containers[].ports=http 8080/TCP",
      "web-2@22 spec.containers[].ports=http 8080/TCP",
    ],
    "ST205": [
      "web@10 spec.ports[0].targetPort=http",
      "web-1@21 spec.containers[].ports=nil",
    ],
    "ST206": [
      "web@10 spec.ports[0].targetPort=9090",
      "web-1@21 spec.containers[].ports=http 8080/TCP",
    ],
    "ST207": [
      "web@10 spec.ports[0].targetPort=http",
      "web-2@22 spec.containers[].ports[http]=8080",
      "web-1@21 spec.containers[].ports[http]=9090",
    ],
    "ST208": [
      "web@10 spec.ports[0].targetPort=http",
      "web-1@21 spec.containers[].ports[http]=http 8080/TCP",
    ],
    "ST209": [
      "web-a@30 ports[0]=web 8080/TCP",
      "web@10 spec.ports=http/TCP",
    ],
    "ST210": [
      "web@10 spec.ports[0].name=http",
      "web-a@30 ports=",
    ],
    "ST211": [
      "web-a@30 ports[0]=http none/TCP"
    ],
    "ST212": [
      "web@10 spec.selector=app=web",
      "peers@10 spec.selector=app=web",
      "web-1@21 metadata.labels=app=web",
      "web-2@22 metadata.labels=app=web",
    ],
    "ST213": [
      "web-a@31 endpoints[0].nodeName=n1",
      "web-a@32 endpoints[1].nodeName=n1",
    ],
    "ST214": [
      "web-a@31 endpoints[0].zone=z1",
      "web-a@32 endpoints[1].zone=z1",
    ],
    "ST215": [
      "web@10 spec.internalTrafficPolicy=Local",
      "n3@5 metadata.name=n3",
      "web-a@31 endpoints[0].nodeName=n1",
      "web-a@32 endpoints[1].nodeName=n2",
    ],
    "ST216": [
      "web@10 spec.trafficDistribution=PreferSameZone",
      "web-a@31 endpoints[0].hints=nil",
      "web-a@32 endpoints[1].hints=nil",
    ],
    "ST217": [
      "web-a@31 endpoints[0].conditions=ready=false serving=true terminating=true",
      "web-a@32 endpoints[1].conditions=ready=false serving=true terminating=true",
    ],
    "ST218": [
      "web@10 spec.publishNotReadyAddresses=true",
      "web-a@31 endpoints[0].conditions=ready=true serving=false terminating=false",
    ],
    "ST219": [
      "web@10 spec.ports[0].nodePort=30080",
      "db@10 spec.ports[0].nodePort=30080",
    ],
    "ST220": [
      "web@10 spec.clusterIPs[0]=10.96.0.10",
      "db@10 spec.clusterIPs[0]=10.96.0.10",
    ],
    "ST221": [
      "web@10 spec.externalName=192.0.2.7"
    ],
    "ST222": [
      "web@10 spec.externalName=localhost"
    ],
    "ST223": [
      "web@10 spec.type=ExternalName",
      "web@10 spec.selector=app=web",
    ],
    "ST224": [
      "web@10 spec.selector=nil"
    ],
    "ST225": [
      "web-1@21 spec.hostname=web-1",
      "web-1@21 spec.subdomain=peers",
    ],
    "ST226": [
      "web@10 spec.sessionAffinity=ClientIP",
      "web@10 spec.clusterIPs=None",
    ],
    "ST230": [
      "web@10 spec.type=NodePort"
    ],
    "ST301": [
      "web-a@30 \(manager)=\(SliceOwnership.mirroringControllerName)"
    ],
    "ST302": [
      "web@10 \(mode)=Auto",
      "web@10 spec.trafficDistribution=nil",
    ],
    "ST303": [
      "web@10 spec.trafficDistribution=PreferClose"
    ],
    "ST304": [
      "web@10 spec.externalIPs=192.0.2.1"
    ],
    "ST305": [
      "3scale@10 metadata.name=3scale"
    ],
    "ST306": [
      "web@10 spec.trafficDistribution=PreferSameNode"
    ],
    "ST307": [
      "web@10 \(dead)=true",
      "web@10 spec.publishNotReadyAddresses=nil",
    ],
    "ST308": [
      "web-a@39 endpoints[0].addresses[0]=010.0.0.1"
    ],
    "ST309": [
      "web@10 spec.loadBalancerIP=192.0.2.1"
    ],
  ]
}
