import TopologyModel

/// Reads facts from the JSON of objects, with the API's defaults; for tests only.
enum FactsReader {
  static func reference(of object: JSONValue, kind: ResourceKind) -> ObjectReference {
    let metadata = object["metadata"]
    return ObjectReference(
      slot: ObjectSlot(
        kind: kind,
        namespace: metadata["namespace"].text,
        name: metadata["name"].text
      ),
      uid: metadata["uid"].text
    )
  }

  static func service(_ object: JSONValue) -> ServiceFacts {
    let spec = object["spec"]
    var facts = ServiceFacts()
    facts.labels = labels(object["metadata"]["labels"])
    facts.annotations = labels(object["metadata"]["annotations"])
    facts.type = spec["type"].string ?? "ClusterIP"
    facts.clusterIPs = spec["clusterIPs"].strings
    if facts.clusterIPs.isEmpty, let first = spec["clusterIP"].string, !first.isEmpty {
      facts.clusterIPs = [first]
    }
    facts.externalIPs = spec["externalIPs"].strings
    facts.externalName = spec["externalName"].text
    facts.ipFamilies = spec["ipFamilies"].strings
    facts.ports = spec["ports"].array.map(servicePort)
    facts.selector = labels(spec["selector"])
    facts.internalTrafficPolicy = spec["internalTrafficPolicy"].text
    facts.externalTrafficPolicy = spec["externalTrafficPolicy"].text
    facts.publishesNotReadyAddresses = spec["publishNotReadyAddresses"].bool ?? false
    facts.sessionAffinity = spec["sessionAffinity"].text
    facts.trafficDistribution = spec["trafficDistribution"].text
    facts.ingress = object["status"]["loadBalancer"]["ingress"].array.map {
      .init(ip: $0["ip"].text, hostname: $0["hostname"].text, ipMode: $0["ipMode"].text)
    }
    return facts
  }

  static func slice(_ object: JSONValue) -> EndpointSliceFacts {
    var facts = EndpointSliceFacts()
    facts.labels = labels(object["metadata"]["labels"])
    facts.addressType = object["addressType"].text
    facts.ports = object["ports"].array.map {
      .init(
        name: $0["name"].text,
        number: $0["port"].int,
        transport: transport($0["protocol"]),
        appProtocol: $0["appProtocol"].text
      )
    }
    facts.endpointCount = object["endpoints"].array.count
    return facts
  }

  static func endpoint(_ json: JSONValue) -> EndpointFacts {
    var facts = EndpointFacts()
    facts.addresses = json["addresses"].strings
    facts.ready = json["conditions"]["ready"].bool
    facts.serving = json["conditions"]["serving"].bool
    facts.terminating = json["conditions"]["terminating"].bool
    facts.hostname = json["hostname"].string
    facts.nodeName = json["nodeName"].text
    facts.zone = json["zone"].text
    facts.zoneHints = json["hints"]["forZones"].array.map { $0["name"].text }
    facts.nodeHints = json["hints"]["forNodes"].array.map { $0["name"].text }
    let target = json["targetRef"]
    if target.exists {
      facts.target = .init(
        kind: target["kind"].text,
        namespace: target["namespace"].text,
        name: target["name"].text,
        uid: target["uid"].text
      )
    }
    return facts
  }

  static func pod(_ object: JSONValue) -> PodFacts {
    let spec = object["spec"]
    let status = object["status"]
    var facts = PodFacts()
    facts.labels = labels(object["metadata"]["labels"])
    facts.deletionTimestamp = object["metadata"]["deletionTimestamp"].string
      .flatMap { Instant(rfc3339: $0) }
    facts.phase = status["phase"].text
    let ready = status["conditions"].array.first { $0["type"].text == "Ready" }
    switch ready?["status"].text {
    case nil: facts.ready = .absent
    case "True": facts.ready = .isTrue
    case "False": facts.ready = .isFalse
    default: facts.ready = .unknown
    }
    facts.primaryIP = status["podIP"].text
    facts.ips = status["podIPs"].array.map { $0["ip"].text }
    facts.nodeName = spec["nodeName"].text
    facts.hostname = spec["hostname"].text
    facts.subdomain = spec["subdomain"].text
    facts.ports =
      spec["containers"].array.flatMap { ports(of: $0, container: .regular) }
      + spec["initContainers"].array.flatMap {
        ports(
          of: $0,
          container: $0["restartPolicy"].text == "Always" ? .restartableInit : .plainInit
        )
      }
      + spec["ephemeralContainers"].array.flatMap { ports(of: $0, container: .ephemeral) }
    return facts
  }

  static func node(_ object: JSONValue) -> NodeFacts {
    var facts = NodeFacts()
    facts.labels = labels(object["metadata"]["labels"])
    return facts
  }

  static func targetPort(_ json: JSONValue, number: Int) -> ServiceFacts.TargetPort {
    if let name = json.string { return name.isEmpty ? .number(number) : .name(name) }
    let target = json.int ?? 0
    return .number(target == 0 ? number : target)
  }

  private static func servicePort(_ json: JSONValue) -> ServiceFacts.Port {
    let number = json["port"].int ?? 0
    return ServiceFacts.Port(
      name: json["name"].text,
      number: number,
      transport: transport(json["protocol"]),
      target: targetPort(json["targetPort"], number: number),
      nodePort: json["nodePort"].int ?? 0,
      appProtocol: json["appProtocol"].text
    )
  }

  private static func ports(
    of container: JSONValue,
    container kind: PodFacts.ContainerPort.Container
  ) -> [PodFacts.ContainerPort] {
    container["ports"].array.map {
      .init(
        name: $0["name"].text,
        number: $0["containerPort"].int ?? 0,
        transport: transport($0["protocol"]),
        container: kind
      )
    }
  }

  private static func transport(_ json: JSONValue) -> TransportProtocol {
    json.string.flatMap { TransportProtocol(rawValue: $0) } ?? .tcp
  }

  private static func labels(_ json: JSONValue) -> LabelSet {
    LabelSet(json.keys.map { .init(key: $0, value: json[$0].text) })
  }
}
