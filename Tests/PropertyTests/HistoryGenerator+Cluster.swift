import EventLog
import HindcastTestSupport
import TopologyModel

extension HistoryGenerator {
  /// Commits a change and returns it as a watch would deliver it at once.
  mutating func change() throws -> EventDraft? {
    guard let kind = random.pick(kinds + [.endpointSlice, .pod]),
      let name = random.pick(Self.names(kind))
    else { return nil }
    let slot = slot(kind, name)
    revision += random.number(1...3)
    if !random.oneIn(3) { time = time.advanced(byNanoseconds: 1_000_000_000) }
    guard var object = live[slot]?.object else {
      var object = newObject(slot)
      mutateAsAllowed(&object)
      return try commit(object, .added)
    }
    if !isCalm || kind == .pod, random.oneIn(4) { return try commit(object, .deleted) }
    if traits.contains(.quietChanges), random.oneIn(3) {
      changeQuietly(&object)
    } else {
      mutateAsAllowed(&object)
    }
    return try commit(object, .modified)
  }

  /// Changes an object of a scope, where there is one, in nothing that a question about Services
  /// shows; the watches tell it at once.
  mutating func quietChange(in scope: Scope) throws {
    let slots = live.keys.filter { scope.covers($0) }.sorted()
    guard let slot = random.pick(slots), var object = live[slot]?.object else { return }
    revision += 1
    changeQuietly(&object)
    deliver(try commit(object, .modified), isPrompt: true)
  }

  /// Deletes an object and creates another one under its name in the same instant; the watches tell
  /// it at once.
  mutating func swap() throws {
    let slots = live.keys.filter { !isCalm || $0.kind != .endpointSlice }.sorted()
    let services = slots.filter { $0.kind == .service }
    guard let slot = random.pick(random.oneIn(2) ? services : slots),
      let former = live[slot]?.object
    else { return }
    revision += 1
    deliver(try commit(former, .deleted), isPrompt: true)
    revision += 1
    var object = newObject(slot)
    if random.oneIn(2) {
      object.attributes = former.attributes
    } else {
      mutateAsAllowed(&object)
    }
    deliver(try commit(object, .added), isPrompt: true)
  }

  /// Moves an endpoint to another slice, so that it is listed twice for a while or for no time at all,
  /// or in no slice.
  mutating func move() throws {
    let slots = live.keys.filter { $0.kind == .endpointSlice }.sorted()
    guard let from = random.pick(slots), var source = live[from]?.object,
      let endpoint = random.pick(source.attributes["endpoint"] ?? []),
      let to = random.pick(slots.filter { $0.namespace == from.namespace && $0 != from }),
      var target = live[to]?.object
    else { return }
    target.attributes["endpoint", default: []].append(endpoint)
    source.attributes["endpoint"]?.removeAll { $0 == endpoint }
    for object in random.oneIn(4) ? [source, target] : [target, source] {
      revision += 1
      deliver(try commit(object, .modified), isPrompt: random.oneIn(2))
      if random.oneIn(2) { time = time.advanced(byNanoseconds: 1_000_000_000) }
    }
  }

  private mutating func slot(_ kind: ResourceKind, _ name: String) -> ObjectSlot {
    guard kind.isNamespaced else { return ObjectSlot(kind: kind, namespace: "", name: name) }
    let isOther = traits.contains(.namespaces) && random.oneIn(3)
    return ObjectSlot(kind: kind, namespace: isOther ? "b" : "a", name: name)
  }

  private mutating func newObject(_ slot: ObjectSlot) -> ScriptObject {
    incarnations[slot, default: 0] += 1
    return ScriptObject(
      slot: slot,
      incarnation: incarnations[slot, default: 1],
      createdAt: time,
      attributes: [:]
    )
  }

  /// An object's next state, or its end, at the current revision.
  private mutating func commit(_ object: ScriptObject, _ type: EventType) throws -> EventDraft {
    live[object.slot] = type == .deleted ? nil : Live(object: object, revision: revision)
    return try ScriptWorld.draft(
      of: object,
      type: type,
      revision: Self.revision(revision),
      observedAt: time,
      channel: .watch,
      feed: Self.feed(Scope(kind: object.slot.kind, namespace: nil), 0)
    )
  }

  private static func names(_ kind: ResourceKind) -> [String] {
    switch kind {
    case .service: ["s0", "s1"]
    case .endpointSlice: ["x0", "x1", "x2"]
    case .pod: ["p0", "p1", "p2", "p3"]
    case .node: ["n0", "n1"]
    }
  }

  // MARK: Objects

  private mutating func mutateAsAllowed(_ object: inout ScriptObject) {
    mutate(&object)
    if isCalm { calm(&object) }
    if traits.contains(.owners), object.slot.kind == .endpointSlice { own(&object) }
  }

  /// The revision, an annotation, what manages fields, or a label that nobody selects by.
  private mutating func changeQuietly(_ object: inout ScriptObject) {
    switch random.number(0...3) {
    case 0: object.attributes["annotations"] = ["example.org/note:\(revision)"]
    case 1: object.attributes["manager"] = ["manager-\(revision)"]
    case 2:
      let labels = object.attributes["labels"]?.last?.split(separator: ",") ?? []
      let kept = labels.filter { !$0.hasPrefix("note:") }.map { String($0) }
      object.attributes["labels"] = [(kept + ["note:\(revision)"]).joined(separator: ",")]
    default: break
    }
  }

  private mutating func mutate(_ object: inout ScriptObject) {
    let name = object.slot.name
    let isOther = object.slot.namespace == "b"
    switch object.slot.kind {
    case .service:
      object.attributes["clusterip"] = ["10.\(isOther ? 97 : 96).0.\(name.suffix(1))"]
      object.attributes["selector"] = ["app:\(random.pick(["x", "y"]) ?? "x")"]
      object.attributes["port"] = random.pick([
        ["http:80>8080"], ["80"], ["http:80>web,dns:53/UDP"], ["http:81>8080,:82"],
      ])
      object.attributes["internalpolicy"] = random.oneIn(4) ? ["Local"] : []
      object.attributes["headless"] = random.oneIn(6) ? ["true"] : []
    case .endpointSlice:
      object.attributes["service"] = random.pick([["s0"], ["s0"], ["s1"], []])
      object.attributes["port"] = random.pick([
        ["http:8080"], [":8080"], ["http:9090,dns:53/UDP"], [],
      ])
      object.attributes["endpoint"] = Self.names(.pod).compactMap { pod in
        random.oneIn(2) ? endpoint(pod, object.slot.namespace) : nil
      }
    case .node:
      object.attributes["ip"] = ["10.1.0.\(name.suffix(1))"]
      object.attributes["zone"] = random.pick([["z0"], ["z1"], []])
    case .pod:
      // Addresses are used again by later Pods.
      let last = random.oneIn(4) ? "0" : String(name.suffix(1))
      object.attributes["ip"] = ["10.\(isOther ? 2 : 0).\(object.incarnation).\(last)"]
      object.attributes["node"] = random.pick([["n0"], ["n1"], []])
      object.attributes["labels"] = ["app:\(random.pick(["x", "y"]) ?? "x")"]
      object.attributes["ready"] = [random.pick(["true", "true", "false", "unknown"]) ?? "true"]
      object.attributes["phase"] = [random.pick(["Running", "Running", "Pending"]) ?? "Running"]
      object.attributes["deletion"] = random.oneIn(5) ? ["23:00:00"] : []
    }
  }

  /// Takes back what would make a Service's answers depend on more than its own endpoints.
  private mutating func calm(_ object: inout ScriptObject) {
    switch object.slot.kind {
    case .service:
      object.attributes["internalpolicy"] = []
    case .endpointSlice:
      let strays = traits.contains(.moves) && random.oneIn(5)
      object.attributes["service"] = [(object.slot.name == "x2") != strays ? "s1" : "s0"]
    case .node, .pod: break
    }
  }

  /// Has a slice say which Service it is of: that which is there when it is created, and sometimes later.
  private mutating func own(_ object: inout ScriptObject) {
    guard object.attributes["owner"] == nil || random.oneIn(4),
      let name = object.attributes["service"]?.last
    else { return }
    let slot = ObjectSlot(kind: .service, namespace: object.slot.namespace, name: name)
    let uid = ScriptObject.uid(of: slot, incarnation: max(1, incarnations[slot] ?? 1))
    object.attributes["owner"] = [uid]
  }

  private mutating func endpoint(_ pod: String, _ namespace: String) -> String {
    let slot = ObjectSlot(kind: .pod, namespace: namespace, name: pod)
    let incarnation = max(1, incarnations[slot] ?? 1)
    let condition = random.pick([
      ",ready", ",ready", ",notready", ",terminating", ",terminating,notserving", "",
      ",ready,node:n0,hint:z0", ",ready,node:n1,hint:z1", ",terminating,node:n1",
    ])
    let address = "10.\(namespace == "b" ? 2 : 0).\(incarnation).\(pod.suffix(1))"
    return "\(address),pod:\(pod)#\(incarnation)\(condition ?? "")"
  }
}
