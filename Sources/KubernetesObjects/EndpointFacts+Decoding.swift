internal import TopologyModel

extension EndpointFacts {
  /// Reads the endpoints of an EndpointSlice, in order; those that a memory knows are not read again.
  static func all(
    of object: JSONValue,
    uid: String,
    _ memory: EndpointMemory?
  ) throws(DecodingFailure) -> [EndpointFacts] {
    guard let list = object["endpoints"] else { return [] }
    let elements = try list.decodeElements()
    if let memory { return try memory.endpoints(elements, ofSlice: uid) }
    var endpoints: [EndpointFacts] = []
    endpoints.reserveCapacity(elements.reduce(0) { count, _ in count + 1 })
    for element in elements {
      endpoints.append(try EndpointFacts(element))
    }
    return endpoints
  }

  init(_ element: JSONValue) throws(DecodingFailure) {
    self.init()
    for (key, value) in try element.decodeElementMembers() {
      switch key {
      case "addresses": addresses = try value.decodeTexts()
      case "conditions": try readConditions(value)
      case "targetRef": target = try Self.target(value)
      case "nodeName": nodeName = try value.decodeText()
      case "zone": zone = try value.decodeText()
      case "hostname": hostname = try value.decodeOptionalText()
      case "hints": try readHints(value)
      default: break
      }
    }
  }

  private mutating func readConditions(_ conditions: JSONValue) throws(DecodingFailure) {
    for (key, value) in try conditions.decodeMembers() {
      switch key {
      case "ready": ready = try value.decodeFlag()
      case "serving": serving = try value.decodeFlag()
      case "terminating": terminating = try value.decodeFlag()
      default: break
      }
    }
  }

  private mutating func readHints(_ hints: JSONValue) throws(DecodingFailure) {
    for (key, value) in try hints.decodeMembers() {
      switch key {
      case "forZones": zoneHints = try value.decodeTexts(of: "name")
      case "forNodes": nodeHints = try value.decodeTexts(of: "name")
      default: break
      }
    }
  }

  private static func target(_ reference: JSONValue) throws(DecodingFailure) -> Target? {
    let empty = Target(kind: "", namespace: "", name: "", uid: "")
    var target = empty
    for (key, value) in try reference.decodeMembers() {
      switch key {
      case "kind": target.kind = try value.decodeText()
      case "namespace": target.namespace = try value.decodeText()
      case "name": target.name = try value.decodeText()
      case "uid": target.uid = try value.decodeText()
      default: break
      }
    }
    return target == empty ? nil : target
  }
}
