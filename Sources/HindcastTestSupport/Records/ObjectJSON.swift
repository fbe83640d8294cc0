internal import Diagnostics
internal import TopologyModel

/// Builds the JSON that an API server sends of an object.
enum ObjectJSON {
  /// The body of an object at a revision; throws `ScriptError` for attributes that say nothing.
  static func body(of object: ScriptObject, revision: Revision) throws -> [UInt8] {
    var json = JSONWriter()
    try json.object { json in
      json.key("kind")
      json.write(object.slot.kind.kindName)
      json.key("apiVersion")
      json.write(object.slot.kind == .endpointSlice ? "discovery.k8s.io/v1" : "v1")
      try writeMetadata(object, revision, to: &json)
      switch object.slot.kind {
      case .service: try ServiceJSON.write(object, to: &json)
      case .endpointSlice: try SliceJSON.write(object, to: &json)
      case .pod: try PodJSON.write(object, to: &json)
      case .node: try NodeJSON.write(object, to: &json)
      }
    }
    return json.bytes
  }

  private static func writeMetadata(
    _ object: ScriptObject,
    _ revision: Revision,
    to json: inout JSONWriter
  ) throws {
    json.key("metadata")
    try json.object { json in
      json.key("name")
      json.write(object.slot.name)
      write("namespace", object.slot.namespace, to: &json)
      json.key("uid")
      json.write(object.uid)
      json.key("resourceVersion")
      json.write(revision.text)
      json.key("creationTimestamp")
      json.write(object.createdAt.description)
      if let deletion = object.value("deletion") {
        guard let instant = ScriptTime.instant(deletion) else {
          throw ScriptError("`deletion=\(deletion)` is no time such as `10:00:30`")
        }
        json.key("deletionTimestamp")
        json.write(instant.description)
        json.key("deletionGracePeriodSeconds")
        json.write(30)
      }
      try write("labels", labels(of: object), to: &json)
      try write("annotations", object.map("annotations"), to: &json)
      try writeOwner(object, to: &json)
      writeManager(object, to: &json)
    }
  }

  /// The labels that the script gives, and those that controllers add.
  private static func labels(of object: ScriptObject) throws -> [(key: String, value: String)] {
    var labels = try object.map("labels")
    switch object.slot.kind {
    case .endpointSlice:
      if !labels.contains(where: { $0.key == EndpointSliceFacts.managedByLabel }) {
        labels.append(
          (EndpointSliceFacts.managedByLabel, "endpointslice-controller.k8s.io")
        )
      }
      if let service = object.value("service") {
        labels.append((EndpointSliceFacts.serviceNameLabel, service))
      }
    case .node:
      if let zone = object.value("zone") { labels.append((NodeFacts.zoneLabel, zone)) }
    case .service, .pod: break
    }
    return labels.sorted { $0.key < $1.key }
  }

  private static func writeOwner(_ object: ScriptObject, to json: inout JSONWriter) throws {
    guard let owner = object.value("owner") else { return }
    let isSlice = object.slot.kind == .endpointSlice
    let parts = owner.split(separator: "/").map { String($0) }
    guard isSlice || parts.count == 2 else {
      throw ScriptError("`owner=\(owner)` is no owner such as `ReplicaSet/web-abc`")
    }
    json.key("ownerReferences")
    json.array { json in
      json.object { json in
        json.key("apiVersion")
        json.write(isSlice ? "v1" : "apps/v1")
        json.key("kind")
        json.write(isSlice ? "Service" : parts[0])
        json.key("name")
        json.write(isSlice ? object.value("service") ?? "" : parts[1])
        json.key("uid")
        json.write(
          isSlice ? owner : "\(parts[0].lowercased()).\(object.slot.namespace).\(parts[1])"
        )
        json.key("controller")
        json.write(true)
      }
    }
  }

  /// Writes who manages the object's fields, where the script says so.
  private static func writeManager(_ object: ScriptObject, to json: inout JSONWriter) {
    guard let manager = object.value("manager") else { return }
    json.key("managedFields")
    json.array { json in
      json.object { json in
        json.key("manager")
        json.write(manager)
        json.key("operation")
        json.write("Update")
      }
    }
  }

  /// Writes a text, unless it is empty.
  static func write(_ key: String, _ value: String?, to json: inout JSONWriter) {
    guard let value, !value.isEmpty else { return }
    json.key(key)
    json.write(value)
  }

  /// Writes a map of texts, unless it is empty.
  static func write(
    _ key: String,
    _ map: [(key: String, value: String)],
    to json: inout JSONWriter
  ) {
    guard !map.isEmpty else { return }
    json.key(key)
    json.object { json in
      for (key, value) in map {
        json.key(key)
        json.write(value)
      }
    }
  }

  /// Writes a list of texts, unless it is empty.
  static func write(_ key: String, list: [String], to json: inout JSONWriter) {
    guard !list.isEmpty else { return }
    json.key(key)
    json.array { json in
      for value in list { json.write(value) }
    }
  }

  /// Writes the condition `Ready`, unless the object leaves it open.
  static func writeReady(_ object: ScriptObject, to json: inout JSONWriter) throws {
    guard let ready = object.value("ready") else { return }
    let statuses = ["true": "True", "false": "False", "unknown": "Unknown"]
    guard let status = statuses[ready] else {
      throw ScriptError("`ready=\(ready)` is neither `true`, `false` nor `unknown`")
    }
    json.key("conditions")
    json.array { json in
      json.object { json in
        json.key("type")
        json.write("Ready")
        json.key("status")
        json.write(status)
      }
    }
  }
}
