internal import TopologyModel

extension NodeFacts {
  /// Reads a Node.
  init(_ object: JSONValue, _ metadata: ObjectMetadata) throws(DecodingFailure) {
    self.init()
    labels = metadata.labels
    creationTimestamp = metadata.creationTimestamp
    deletionTimestamp = metadata.deletionTimestamp
    for (key, value) in object.members where key == "status" {
      try readStatus(value)
    }
  }

  private mutating func readStatus(_ status: JSONValue) throws(DecodingFailure) {
    for (key, value) in try status.decodeMembers() {
      switch key {
      case "addresses": addresses = try Self.addresses(value)
      case "conditions": ready = try ReadyCondition(in: value).status
      case "nodeInfo":
        for (key, value) in try value.decodeMembers() where key == "kubeletVersion" {
          kubeletVersion = try value.decodeText()
        }
      default: break
      }
    }
  }

  private static func addresses(_ list: JSONValue) throws(DecodingFailure) -> [Address] {
    var addresses: [Address] = []
    for element in try list.decodeElements() {
      var address = Address(type: "", address: "")
      for (key, value) in try element.decodeElementMembers() {
        switch key {
        case "type": address.type = try value.decodeText()
        case "address": address.address = try value.decodeText()
        default: break
        }
      }
      addresses.append(address)
    }
    return addresses
  }
}
