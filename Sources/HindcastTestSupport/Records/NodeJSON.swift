import Diagnostics

/// Builds `spec` and `status` of a Node.
enum NodeJSON {
  static func write(_ object: ScriptObject, to json: inout JSONWriter) throws {
    json.key("spec")
    json.object { _ in }
    json.key("status")
    try json.object { json in
      try ObjectJSON.writeReady(object, to: &json)
      if let version = object.value("version") {
        json.key("nodeInfo")
        json.object { ObjectJSON.write("kubeletVersion", version, to: &$0) }
      }
      let ips = object.list("ip")
      guard !ips.isEmpty else { return }
      json.key("addresses")
      json.array { json in
        for ip in ips {
          json.object { json in
            json.key("type")
            json.write("InternalIP")
            ObjectJSON.write("address", ip, to: &json)
          }
        }
      }
    }
  }
}
