import Diagnostics

/// Builds `spec` and `status` of a Service.
enum ServiceJSON {
  static func write(_ object: ScriptObject, to json: inout JSONWriter) throws {
    let isHeadless = try object.flag("headless")
    let clusterIPs = isHeadless ? ["None"] : object.list("clusterip")
    json.key("spec")
    try json.object { json in
      json.key("type")
      json.write(object.value("type") ?? "ClusterIP")
      ObjectJSON.write("clusterIP", clusterIPs.first, to: &json)
      ObjectJSON.write("clusterIPs", list: clusterIPs, to: &json)
      ObjectJSON.write("externalIPs", list: object.list("externalip"), to: &json)
      ObjectJSON.write("externalName", object.value("externalname"), to: &json)
      ObjectJSON.write("internalTrafficPolicy", object.value("internalpolicy"), to: &json)
      ObjectJSON.write("trafficDistribution", object.value("distribution"), to: &json)
      ObjectJSON.write("externalTrafficPolicy", object.value("externalpolicy"), to: &json)
      if try object.flag("publishNotReady") {
        json.key("publishNotReadyAddresses")
        json.write(true)
      }
      try ObjectJSON.write("selector", object.map("selector"), to: &json)
      try writePorts(object, to: &json)
    }
    let ingress = object.list("ingress")
    guard !ingress.isEmpty else { return }
    json.key("status")
    json.object { json in
      json.key("loadBalancer")
      json.object { json in
        json.key("ingress")
        json.array { json in
          for ip in ingress { json.object { json in ObjectJSON.write("ip", ip, to: &json) } }
        }
      }
    }
  }

  private static func writePorts(_ object: ScriptObject, to json: inout JSONWriter) throws {
    let ports = (object.attributes["port"] ?? []).flatMap { $0.split(separator: ",") }
    guard !ports.isEmpty else { return }
    let nodePort = object.value("nodeport").flatMap { Int($0) }
    json.key("ports")
    try json.array { json in
      for text in ports {
        let port = try PortAttribute(String(text))
        json.object { json in
          ObjectJSON.write("name", port.name, to: &json)
          json.key("port")
          json.write(port.number)
          json.key("protocol")
          json.write(port.transport)
          if let nodePort {
            json.key("nodePort")
            json.write(nodePort)
          }
          guard let target = port.target else { return }
          json.key("targetPort")
          if let number = Int(target) { json.write(number) } else { json.write(target) }
        }
      }
    }
  }
}
