internal import TopologyModel

extension EndpointSliceFacts {
  /// Reads an EndpointSlice, less its endpoints.
  init(
    _ object: JSONValue,
    _ metadata: ObjectMetadata,
    endpointCount: Int
  ) throws(DecodingFailure) {
    self.init()
    self.endpointCount = endpointCount
    labels = metadata.labels
    owners = metadata.owners
    for (key, value) in object.members {
      switch key {
      case "addressType": addressType = try value.decodeText()
      case "ports": ports = try Self.ports(value)
      default: break
      }
    }
  }

  private static func ports(_ list: JSONValue) throws(DecodingFailure) -> [Port] {
    var ports: [Port] = []
    for element in try list.decodeElements() {
      var port = Port(name: "", number: nil, transport: .tcp, appProtocol: "")
      for (key, value) in try element.decodeElementMembers() {
        switch key {
        case "name": port.name = try value.decodeText()
        case "port": port.number = try value.decodeInteger()
        case "protocol": port.transport = try value.decodeTransport()
        case "appProtocol": port.appProtocol = try value.decodeText()
        default: break
        }
      }
      ports.append(port)
    }
    return ports
  }
}
