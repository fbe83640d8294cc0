internal import TopologyModel

extension PodFacts {
  /// Reads a Pod.
  init(_ object: JSONValue, _ metadata: ObjectMetadata) throws(DecodingFailure) {
    self.init()
    labels = metadata.labels
    creationTimestamp = metadata.creationTimestamp
    deletionTimestamp = metadata.deletionTimestamp
    controller = metadata.owners.first { $0.isController }
    for (key, value) in object.members {
      switch key {
      case "spec": try readSpec(value)
      case "status": try readStatus(value)
      default: break
      }
    }
  }

  private mutating func readSpec(_ spec: JSONValue) throws(DecodingFailure) {
    var regular: [ContainerPort] = []
    var initial: [ContainerPort] = []
    var ephemeral: [ContainerPort] = []
    for (key, value) in try spec.decodeMembers() {
      switch key {
      case "containers": regular = try Self.ports(value, .regular)
      case "initContainers": initial = try Self.ports(value, .plainInit)
      case "ephemeralContainers": ephemeral = try Self.ports(value, .ephemeral)
      case "nodeName": nodeName = try value.decodeText()
      case "hostNetwork": usesHostNetwork = try value.decodeFlag() ?? false
      case "hostname": hostname = try value.decodeText()
      case "subdomain": subdomain = try value.decodeText()
      default: break
      }
    }
    ports = regular + initial + ephemeral
  }

  private mutating func readStatus(_ status: JSONValue) throws(DecodingFailure) {
    for (key, value) in try status.decodeMembers() {
      switch key {
      case "phase": phase = try value.decodeText()
      case "podIP": primaryIP = try value.decodeText()
      case "podIPs": ips = try value.decodeTexts(of: "ip")
      case "hostIPs": hostIPs = try value.decodeTexts(of: "ip")
      case "conditions":
        let condition = try ReadyCondition(in: value)
        ready = condition.status
        readySince = condition.since
      default: break
      }
    }
  }

  /// Reads the ports of a list of containers.
  private static func ports(
    _ containers: JSONValue,
    _ list: ContainerPort.Container
  ) throws(DecodingFailure) -> [ContainerPort] {
    var ports: [ContainerPort] = []
    for container in try containers.decodeElements() {
      let first = ports.count
      var isRestartable = false
      for (key, value) in try container.decodeElementMembers() {
        switch key {
        case "ports":
          for port in try value.decodeElements() { ports.append(try Self.port(port, list)) }
        case "restartPolicy" where list == .plainInit:
          isRestartable = value.isString("Always")
        default: break
        }
      }
      guard isRestartable else { continue }
      for index in ports[first...].indices { ports[index].container = .restartableInit }
    }
    return ports
  }

  private static func port(
    _ element: JSONValue,
    _ list: ContainerPort.Container
  ) throws(DecodingFailure) -> ContainerPort {
    var name = ""
    var number: Int?
    var transport = TransportProtocol.tcp
    for (key, value) in try element.decodeElementMembers() {
      switch key {
      case "name": name = try value.decodeText()
      case "containerPort": number = try value.decodeInteger()
      case "protocol": transport = try value.decodeTransport()
      default: break
      }
    }
    guard let number else {
      throw .missing("containerPort", in: element, expected: "an integer")
    }
    return ContainerPort(name: name, number: number, transport: transport, container: list)
  }
}
