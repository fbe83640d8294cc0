public import TopologyModel

/// An object as a script describes it: by a few attributes, from which the JSON that the API would
/// send is built.
public struct ScriptObject: Hashable, Sendable {
  /// Where it lives.
  public var slot: ObjectSlot
  /// The how manyeth object of its slot it is, from 1.
  public var incarnation: Int
  /// When it was created.
  public var createdAt: Instant
  /// What is said of it: values by key, several where a key was repeated.
  public var attributes: [String: [String]]

  /// Creates an object.
  public init(
    slot: ObjectSlot,
    incarnation: Int,
    createdAt: Instant,
    attributes: [String: [String]]
  ) {
    self.slot = slot
    self.incarnation = incarnation
    self.createdAt = createdAt
    self.attributes = attributes
  }

  /// The UID: kind, namespace, name and incarnation.
  public var uid: String { Self.uid(of: slot, incarnation: incarnation) }

  /// The UID of an incarnation of a slot.
  public static func uid(of slot: ObjectSlot, incarnation: Int) -> String {
    let parts = [word(of: slot.kind), slot.namespace, slot.name, String(incarnation)]
    return parts.filter { !$0.isEmpty }.joined(separator: ".")
  }

  /// The object with its incarnation.
  public var reference: ObjectReference { ObjectReference(slot: slot, uid: uid) }

  /// The word of a kind in scripts.
  public static func word(of kind: ResourceKind) -> String {
    switch kind {
    case .service: "service"
    case .endpointSlice: "slice"
    case .pod: "pod"
    case .node: "node"
    }
  }

  /// Finds a kind by its word, or by the plural of its word.
  static func kind(of word: String) -> ResourceKind? {
    ResourceKind.allCases.first { Self.word(of: $0) == word || Self.word(of: $0) + "s" == word }
  }

  /// The attributes that objects of a kind may have.
  static func keys(of kind: ResourceKind) -> [String] {
    (["annotations", "manager"] + ownKeys(of: kind)).sorted()
  }

  private static func ownKeys(of kind: ResourceKind) -> [String] {
    switch kind {
    case .service:
      [
        "clusterip", "distribution", "externalip", "externalname", "externalpolicy", "headless",
        "internalpolicy",
        "ingress", "labels", "nodeport", "port", "publishNotReady", "selector", "type",
      ]
    case .endpointSlice: ["addressType", "endpoint", "labels", "owner", "port", "service"]
    case .pod:
      [
        "deletion", "hostname", "hostnetwork", "ip", "labels", "node", "owner", "phase", "ports",
        "ready",
        "subdomain",
      ]
    case .node: ["ip", "labels", "ready", "version", "zone"]
    }
  }

  /// The value of a key that is given once; nil where it is not given or empty.
  func value(_ key: String) -> String? {
    guard let value = attributes[key]?.last, !value.isEmpty else { return nil }
    return value
  }

  /// The parts of a key's value, separated by commas.
  func list(_ key: String) -> [String] {
    value(key)?.split(separator: ",").map { String($0) } ?? []
  }

  /// Whether a flag is set.
  func flag(_ key: String) throws -> Bool {
    switch value(key) {
    case nil, "false": false
    case "true": true
    case let other?: throw ScriptError("`\(key)=\(other)` is neither `true` nor `false`")
    }
  }

  /// A map such as `app:cart,tier:web`.
  func map(_ key: String) throws -> [(key: String, value: String)] {
    try list(key).map { part in
      guard let colon = part.firstIndex(of: ":") else {
        throw ScriptError("`\(part)` of `\(key)=` has no colon between key and value")
      }
      return (String(part[..<colon]), String(part[part.index(after: colon)...]))
    }
  }
}
