internal import TopologyModel

/// The members of `metadata` that identify an object and its version.
struct ObjectIdentity {
  var name = ""
  var namespace = ""
  var uid = ""
  var revision = ""

  /// Reads only the identity of `metadata`.
  init(metadata: JSONValue) throws(DecodingFailure) {
    self.init()
    for (key, value) in try metadata.decodeMembers() { try read(key, value) }
  }

  /// Creates an identity to be read member by member.
  init() {}

  /// Reads one member of `metadata`, if it belongs here.
  @inline(__always)
  mutating func read(_ key: JSONKey, _ value: JSONValue) throws(DecodingFailure) {
    switch key {
    case "name": name = try value.decodeText()
    case "namespace": namespace = try value.decodeText()
    case "uid": uid = try value.decodeText()
    case "resourceVersion": revision = try value.decodeText()
    default: break
    }
  }

  /// Returns the reference to the object of that kind; `metadata` must have named it.
  func reference(
    _ kind: ResourceKind,
    metadata: JSONValue
  ) throws(DecodingFailure) -> ObjectReference {
    guard !name.isEmpty else {
      throw .missing("name", in: metadata, expected: "the name of the object")
    }
    let slot = ObjectSlot(
      kind: kind,
      namespace: kind.isNamespaced ? namespace : "",
      name: name
    )
    return ObjectReference(slot: slot, uid: uid)
  }
}
