/// Which texts of an object are Kubernetes' own words, and are kept when all others are replaced.
enum FieldVocabulary {
  /// Maps whose keys people choose, or that are labels' and annotations' keys: their values are
  /// theirs, whatever the key.
  static let labelMaps: Set<String> = [
    "labels", "annotations", "selector", "matchLabels", "nodeSelector",
  ]

  /// Maps of quantities.
  static let quantityMaps: Set<String> = [
    "requests", "limits", "capacity", "allocatable", "allocated", "allocatedResources",
  ]

  /// Labels and annotations whose values are Kubernetes' words.
  static let keptLabels: Set<String> = [
    "endpointslice.kubernetes.io/managed-by", "kubernetes.io/arch", "kubernetes.io/os",
    "service.alpha.kubernetes.io/tolerate-unready-endpoints",
    "service.kubernetes.io/topology-aware-hints", "service.kubernetes.io/topology-mode",
  ]

  /// Members that are left out.
  static let dropped: Set<String> = ["managedFields"]

  /// Members with free text.
  static let emptied: Set<String> = ["message"]

  private static let words: Set<String> = [
    "addressType", "architecture", "conditionType", "dnsPolicy", "effect",
    "externalTrafficPolicy", "imagePullPolicy", "internalTrafficPolicy", "ipFamilies",
    "ipFamilyPolicy", "kind", "operatingSystem", "operator", "phase", "policy",
    "preemptionPolicy", "protocol", "qosClass", "reason", "restartPolicy", "sessionAffinity",
    "status", "terminationMessagePolicy", "trafficDistribution", "type", "whenUnsatisfiable",
  ]

  private static let literals: Set<String> = [
    "apiVersion", "kubeProxyVersion", "kubeletVersion", "resourceVersion",
  ]

  private static let portMembers: Set<String> = ["name", "port", "targetPort"]
  private static let portArrays: Set<String> = ["ports", "httpGet", "tcpSocket"]
  private static let keyMembers: Set<String> = ["key", "topologyKey"]

  /// Whether a text at a member of that key, inside one of the key `parent`, is kept.
  static func keeps(_ text: String, key: String, parent: String) -> Bool {
    if literals.contains(key) || quantityMaps.contains(parent) { return true }
    if words.contains(key) { return isWord(text) }
    if portArrays.contains(parent) {
      if portMembers.contains(key) { return true }
      if key == "appProtocol" { return isWord(text) || text.hasPrefix("kubernetes.io/") }
    }
    if key == "clusterIP" || key == "clusterIPs" { return text == "None" }
    // The keys of labels and taints are kept, and so are those that refer to them.
    let refersToLabels = ["matchExpressions", "tolerations", "taints", "matchFields"]
    return keyMembers.contains(key) && (key == "topologyKey" || refersToLabels.contains(parent))
  }

  /// Whether a text is one word of letters and digits.
  private static func isWord(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      switch byte {
      case 48...57, 65...90, 97...122: true
      default: false
      }
    }
  }
}
