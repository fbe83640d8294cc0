import Diagnostics

/// Builds `spec` and `status` of a Pod.
enum PodJSON {
  static func write(_ object: ScriptObject, to json: inout JSONWriter) throws {
    json.key("spec")
    try json.object { json in
      ObjectJSON.write("nodeName", object.value("node"), to: &json)
      if try object.flag("hostnetwork") {
        json.key("hostNetwork")
        json.write(true)
      }
      ObjectJSON.write("hostname", object.value("hostname"), to: &json)
      ObjectJSON.write("subdomain", object.value("subdomain"), to: &json)
      json.key("containers")
      try json.array { json in
        try json.object { json in
          json.key("name")
          json.write("main")
          json.key("image")
          json.write("registry.example/main:1")
          try writePorts(object, to: &json)
        }
      }
    }
    let ips = object.list("ip")
    json.key("status")
    try json.object { json in
      json.key("phase")
      json.write(object.value("phase") ?? (ips.isEmpty ? "Pending" : "Running"))
      try ObjectJSON.writeReady(object, to: &json)
      guard let first = ips.first else { return }
      json.key("podIP")
      json.write(first)
      json.key("podIPs")
      json.array { json in
        for ip in ips { json.object { json in ObjectJSON.write("ip", ip, to: &json) } }
      }
    }
  }

  private static func writePorts(_ object: ScriptObject, to json: inout JSONWriter) throws {
    let ports = object.list("ports")
    guard !ports.isEmpty else { return }
    json.key("ports")
    try json.array { json in
      for text in ports {
        let port = try PortAttribute(text)
        json.object { json in
          ObjectJSON.write("name", port.name, to: &json)
          json.key("containerPort")
          json.write(port.number)
          json.key("protocol")
          json.write(port.transport)
        }
      }
    }
  }
}
