import Diagnostics
import TopologyModel

/// Builds the members of an EndpointSlice.
enum SliceJSON {
  static func write(_ object: ScriptObject, to json: inout JSONWriter) throws {
    let endpoints = try (object.attributes["endpoint"] ?? []).filter { !$0.isEmpty }
      .map { try EndpointAttribute($0) }
    let isIPv6 = endpoints.first?.addresses.first?.contains(":") ?? false
    json.key("addressType")
    json.write(object.value("addressType") ?? (isIPv6 ? "IPv6" : "IPv4"))
    json.key("endpoints")
    if endpoints.isEmpty { json.writeNull() }
    if !endpoints.isEmpty {
      json.array { json in
        for endpoint in endpoints {
          write(endpoint, namespace: object.slot.namespace, to: &json)
        }
      }
    }
    try writePorts(object, to: &json)
  }

  private static func writePorts(_ object: ScriptObject, to json: inout JSONWriter) throws {
    let ports = (object.attributes["port"] ?? []).flatMap { $0.split(separator: ",") }
    json.key("ports")
    guard !ports.isEmpty else {
      json.writeNull()
      return
    }
    try json.array { json in
      for text in ports {
        let port = try PortAttribute(String(text))
        json.object { json in
          json.key("name")
          json.write(port.name)
          json.key("port")
          json.write(port.number)
          json.key("protocol")
          json.write(port.transport)
        }
      }
    }
  }

  private static func write(
    _ endpoint: EndpointAttribute,
    namespace: String,
    to json: inout JSONWriter
  ) {
    json.object { json in
      ObjectJSON.write("addresses", list: endpoint.addresses, to: &json)
      writeConditions(endpoint, to: &json)
      ObjectJSON.write("hostname", endpoint.hostname, to: &json)
      if let pod = endpoint.pod {
        let parts = pod.split(separator: "/").map { String($0) }
        let (namespace, pod) = parts.count == 2 ? (parts[0], parts[1]) : (namespace, pod)
        let slot = ObjectSlot(kind: .pod, namespace: namespace, name: pod)
        json.key("targetRef")
        json.object { json in
          json.key("kind")
          json.write("Pod")
          json.key("namespace")
          json.write(namespace)
          json.key("name")
          json.write(pod)
          json.key("uid")
          json.write(ScriptObject.uid(of: slot, incarnation: endpoint.incarnation ?? 1))
        }
      }
      ObjectJSON.write("nodeName", endpoint.node, to: &json)
      ObjectJSON.write("zone", endpoint.zone, to: &json)
      writeHints(endpoint, to: &json)
    }
  }

  private static func writeConditions(
    _ endpoint: EndpointAttribute,
    to json: inout JSONWriter
  ) {
    json.key("conditions")
    json.object { json in
      let conditions = [
        ("ready", endpoint.ready), ("serving", endpoint.serving),
        ("terminating", endpoint.terminating),
      ]
      for (name, status) in conditions {
        guard let status else { continue }
        json.key(name)
        json.write(status)
      }
    }
  }

  private static func writeHints(_ endpoint: EndpointAttribute, to json: inout JSONWriter) {
    guard !endpoint.zoneHints.isEmpty || !endpoint.nodeHints.isEmpty else { return }
    json.key("hints")
    json.object { json in
      for (key, names) in [("forZones", endpoint.zoneHints), ("forNodes", endpoint.nodeHints)] {
        guard !names.isEmpty else { continue }
        json.key(key)
        json.array { json in
          for name in names { json.object { json in ObjectJSON.write("name", name, to: &json) } }
        }
      }
    }
  }
}
