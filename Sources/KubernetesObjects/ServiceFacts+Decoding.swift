internal import TopologyModel

extension ServiceFacts {
  /// Reads a Service.
  init(_ object: JSONValue, _ metadata: ObjectMetadata) throws(DecodingFailure) {
    self.init()
    labels = metadata.labels
    annotations = try metadata.decodeAnnotations()
    creationTimestamp = metadata.creationTimestamp
    deletionTimestamp = metadata.deletionTimestamp
    for (key, value) in object.members {
      switch key {
      case "spec": try readSpec(value)
      case "status": try readStatus(value)
      default: break
      }
    }
  }

  private mutating func readSpec(_ spec: JSONValue) throws(DecodingFailure) {
    var clusterIP = ""
    for (key, value) in try spec.decodeMembers() {
      switch key {
      case "type":
        let text = try value.decodeText()
        type = text.isEmpty ? "ClusterIP" : text
      case "clusterIP": clusterIP = try value.decodeText()
      case "clusterIPs": clusterIPs = try value.decodeTexts()
      case "externalIPs": externalIPs = try value.decodeTexts()
      case "loadBalancerIP": loadBalancerIP = try value.decodeText()
      case "externalName": externalName = try value.decodeText()
      case "ipFamilies": ipFamilies = try value.decodeTexts()
      case "ports": ports = try Self.ports(value)
      case "selector": selector = try value.decodeLabels()
      default: try readPolicy(key, value)
      }
    }
    if clusterIPs.isEmpty, !clusterIP.isEmpty { clusterIPs = [clusterIP] }
  }

  private mutating func readPolicy(
    _ key: JSONKey,
    _ value: JSONValue
  ) throws(DecodingFailure) {
    switch key {
    case "internalTrafficPolicy": internalTrafficPolicy = try value.decodeText()
    case "externalTrafficPolicy": externalTrafficPolicy = try value.decodeText()
    case "publishNotReadyAddresses":
      publishesNotReadyAddresses = try value.decodeFlag() ?? false
    case "sessionAffinity": sessionAffinity = try value.decodeText()
    case "trafficDistribution": trafficDistribution = try value.decodeText()
    case "healthCheckNodePort": healthCheckNodePort = try value.decodeInteger() ?? 0
    default: break
    }
  }

  private mutating func readStatus(_ status: JSONValue) throws(DecodingFailure) {
    for (key, value) in try status.decodeMembers() where key == "loadBalancer" {
      for (key, value) in try value.decodeMembers() where key == "ingress" {
        ingress = try Self.ingress(value)
      }
    }
  }

  private static func ingress(_ list: JSONValue) throws(DecodingFailure) -> [Ingress] {
    var entries: [Ingress] = []
    for element in try list.decodeElements() {
      var entry = Ingress(ip: "", hostname: "", ipMode: "")
      for (key, value) in try element.decodeElementMembers() {
        switch key {
        case "ip": entry.ip = try value.decodeText()
        case "hostname": entry.hostname = try value.decodeText()
        case "ipMode": entry.ipMode = try value.decodeText()
        default: break
        }
      }
      entries.append(entry)
    }
    return entries
  }

  private static func ports(_ list: JSONValue) throws(DecodingFailure) -> [Port] {
    var ports: [Port] = []
    for element in try list.decodeElements() {
      var number: Int?
      var target: TargetPort?
      var port = Port(
        name: "",
        number: 0,
        transport: .tcp,
        target: .number(0),
        nodePort: 0,
        appProtocol: ""
      )
      for (key, value) in try element.decodeElementMembers() {
        switch key {
        case "name": port.name = try value.decodeText()
        case "port": number = try value.decodeInteger()
        case "protocol": port.transport = try value.decodeTransport()
        case "targetPort": target = try Self.target(value)
        case "nodePort": port.nodePort = try value.decodeInteger() ?? 0
        case "appProtocol": port.appProtocol = try value.decodeText()
        default: break
        }
      }
      guard let number else { throw .missing("port", in: element, expected: "an integer") }
      port.number = number
      port.target = target ?? .number(number)
      ports.append(port)
    }
    return ports
  }

  /// Reads a target port; nil where it is left to the Service port's number.
  private static func target(_ value: JSONValue) throws(DecodingFailure) -> TargetPort? {
    switch value.kind {
    case .string:
      guard let name = value.string, !name.isEmpty else { return nil }
      return .name(name)
    case .number, .null:
      guard let number = try value.decodeInteger(), number != 0 else { return nil }
      return .number(number)
    default:
      throw .type(of: value, expected: "an integer or a string")
    }
  }
}
