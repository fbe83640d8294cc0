internal import TopologyModel

/// `metadata` as far as anything reads it.
struct ObjectMetadata {
  var identity = ObjectIdentity()
  var labels: LabelSet = [:]
  var annotations: JSONValue?
  var owners: [OwnerReference] = []
  var creationTimestamp: Instant?
  var deletionTimestamp: Instant?

  /// Reads `metadata`.
  init(_ metadata: JSONValue) throws(DecodingFailure) {
    for (key, value) in try metadata.decodeMembers() {
      switch key {
      case "labels": labels = try value.decodeLabels()
      case "annotations": annotations = value
      case "ownerReferences": owners = try Self.owners(value)
      case "creationTimestamp": creationTimestamp = try value.decodeInstant()
      case "deletionTimestamp": deletionTimestamp = try value.decodeInstant()
      default: try identity.read(key, value)
      }
    }
  }

  /// Returns the annotations that rules read.
  func decodeAnnotations() throws(DecodingFailure) -> LabelSet {
    guard let annotations else { return [:] }
    var labels: [LabelSet.Label] = []
    for (key, value) in try annotations.decodeMembers() {
      switch key {
      case "service.kubernetes.io/topology-mode",
        "service.kubernetes.io/topology-aware-hints",
        "service.alpha.kubernetes.io/tolerate-unready-endpoints":
        guard let text = value.string else { throw .type(of: value, expected: "a string") }
        labels.append(LabelSet.Label(key: key.string, value: text))
      default: break
      }
    }
    return LabelSet(labels)
  }

  private static func owners(_ list: JSONValue) throws(DecodingFailure) -> [OwnerReference] {
    var owners: [OwnerReference] = []
    for element in try list.decodeElements() {
      var owner = OwnerReference(
        apiVersion: "",
        kind: "",
        name: "",
        uid: "",
        isController: false
      )
      for (key, value) in try element.decodeElementMembers() {
        switch key {
        case "apiVersion": owner.apiVersion = try value.decodeText()
        case "kind": owner.kind = try value.decodeText()
        case "name": owner.name = try value.decodeText()
        case "uid": owner.uid = try value.decodeText()
        case "controller": owner.isController = try value.decodeFlag() ?? false
        default: break
        }
      }
      owners.append(owner)
    }
    return owners
  }
}
