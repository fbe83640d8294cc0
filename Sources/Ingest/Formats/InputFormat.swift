internal import KubernetesObjects

/// The formats that can be imported.
enum InputFormat: String {
  /// Lines `{"receivedAt", "event"}` of a recording.
  case recordingWatch = "recording-watch"
  /// Lines `{"receivedAt", "kind", "list"}` of a recording.
  case recordingLists = "recording-lists"
  /// Lines `{"at", "kind", "action"}` of a recording.
  case recordingSessions = "recording-sessions"
  /// What `kubectl get KIND --watch --output-watch-events -o json` prints.
  case kubectlWatch = "kubectl-watch"
  /// What `kubectl get KIND -o json` or `-o yaml` prints, lists or single objects, and what the API
  /// answers to a list.
  case kubectlList = "kubectl-list"
  /// Objects as people write them, without UID and revision.
  case manifest = "manifest"
  /// Entries of an API server's audit log, one a line, or in the lists that webhooks get.
  case auditLog = "audit-log"

  /// The formats, for messages.
  static let all = """
    the formats known are a recording's watch, lists and sessions files, what `kubectl get KIND -A \
    --watch --output-watch-events -o json` prints, lists as `kubectl get KIND -A -o json` or \
    `-o yaml` prints them, manifests in YAML or JSON, audit logs of \(AuditRecord.apiVersion), and \
    Hindcast's stores
    """

  /// Whether its files belong to recordings, so that their folder names the cluster.
  var isRecording: Bool {
    switch self {
    case .recordingWatch, .recordingLists, .recordingSessions: true
    case .kubectlWatch, .kubectlList, .manifest, .auditLog: false
    }
  }

  /// Recognises a format by a file's first record; nil for anything else.
  init?(firstRecord root: JSONValue) {
    if root["receivedAt"] != nil {
      if root["event"] != nil {
        self = .recordingWatch
      } else if root["list"] != nil {
        self = .recordingLists
      } else {
        return nil
      }
    } else if root["at"] != nil, root["kind"] != nil, root["action"] != nil {
      self = .recordingSessions
    } else if root["type"]?.isString == true, root["object"] != nil {
      self = .kubectlWatch
    } else if AuditRecord.isAudit(root) {
      self = .auditLog
    } else if root["kind"]?.string?.hasSuffix("List") == true, let items = root["items"],
      items.isArray || items.isNull
    {
      self =
        items.elements.contains { _ in true } && !items.elements.contains(where: Self.isStored)
        ? .manifest : .kubectlList
    } else if root["kind"]?.isString == true, root["apiVersion"]?.isString == true,
      root["metadata"]?.isObject == true
    {
      self = Self.isStored(root) ? .kubectlList : .manifest
    } else {
      return nil
    }
  }

  /// Whether an object has the UID or the revision that a cluster gave it.
  static func isStored(_ object: JSONValue) -> Bool {
    let metadata = object["metadata"]
    return ["uid", "resourceVersion"].contains { (key: StaticString) in
      guard let value = metadata?[key], !value.isNull else { return false }
      return value.string?.isEmpty != true
    }
  }

  /// The format that a recording's file has by its name; nil for other names.
  init?(recordingFileName name: String) {
    switch name {
    case "lists.jsonl": self = .recordingLists
    case "watch-sessions.jsonl": self = .recordingSessions
    case "audit.log": self = .auditLog
    case "watch-services.jsonl", "watch-endpointslices.jsonl", "watch-pods.jsonl",
      "watch-nodes.jsonl":
      self = .recordingWatch
    default: return nil
    }
  }

  /// Says what a record of no known format is.
  static func describe(_ root: JSONValue) -> String {
    guard root.isObject else { return "a JSON array" }
    if let kind = root["kind"]?.string { return "a JSON object of kind `\(kind)`" }
    let keysMax = 5
    let keys = root.members.prefix(keysMax).map { "`\($0.key.string)`" }
    return keys.isEmpty
      ? "an empty JSON object" : "a JSON object with \(keys.joined(separator: ", "))"
  }
}
