import EventLog
import KubernetesObjects
import TopologyModel

/// The texts of a store that an anonymous export must not have: names, UIDs, addresses, the values of
/// labels and annotations, images and messages.
struct OriginalTexts {
  /// Values of labels and members that are Kubernetes' own.
  private static let common: Set<String> = [
    "", "None", "true", "Auto", "endpointslice-controller.k8s.io", "8080",
    "endpointslicemirroring-controller.k8s.io", "linux", "amd64",
  ]

  private static let labelMaps: Set<String> = ["labels", "annotations", "selector", "matchLabels"]
  private static let naming: Set<String> = [
    "clusterIP", "clusterIPs", "addresses", "containerID", "externalIPs", "externalName",
    "generateName", "hostIP", "hostname", "image", "imageID", "ip", "message", "namespace",
    "nodeName", "podIP", "serviceAccount", "serviceAccountName", "subdomain", "uid", "zone",
  ]

  private(set) var texts: Set<String> = []

  /// Collects them from every event of a store.
  init(of store: TestStore) throws {
    let parser = JSONParser()
    for object in try store.objects() {
      texts.formUnion([object.slot.namespace, object.slot.name, object.uid])
    }
    let bodies = try store.bodies()
    for body in bodies {
      try parser.withDocument(body) { collect($0, key: "", parent: "") }
    }
    // Times and digits are no secret of a label's: the same ones stand elsewhere as what they are.
    texts = texts.filter { text in
      !Self.common.contains(text) && Instant(rfc3339: text) == nil && text.utf8.count > 1
    }
  }

  private mutating func collect(_ value: JSONValue, key: String, parent: String) {
    if value.isArray {
      for element in value.elements { collect(element, key: key, parent: parent) }
    } else if value.isObject {
      for member in value.members { collect(member.value, key: member.key.string, parent: key) }
    } else if let text = value.string {
      let isName = key == "name" && parent != "ports"
      if isName || Self.labelMaps.contains(parent) || Self.naming.contains(key) {
        texts.insert(text)
      }
    }
  }
}
