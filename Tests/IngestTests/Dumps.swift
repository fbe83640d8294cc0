/// Makes what tools print of whole clusters, for tests.
enum Dumps {
  /// A list as `kubectl cluster-info dump` writes it: its items do not say their kind.
  static func list(_ kind: String, _ revision: Int, _ items: String...) -> String {
    """
    {
        "kind": "\(kind)List",
        "apiVersion": "v1",
        "metadata": {
            "resourceVersion": "\(revision)"
        },
        "items": [\(items.joined(separator: ","))]
    }
    """
  }

  /// An item of such a list.
  static func item(_ name: String, _ revision: Int, namespace: String? = nil) -> String {
    let place = namespace.map { #""namespace":"\#($0)","# } ?? ""
    return """
      {"metadata":{\(place)"name":"\(name)","uid":"uid-\(name)","resourceVersion":"\(revision)"},\
      "spec":{},"status":{}}
      """
  }

  /// An object as a must-gather has it, in YAML.
  static func object(
    _ kind: String,
    _ name: String,
    _ revision: Int,
    namespace: String? = nil
  ) -> String {
    """
    ---
    apiVersion: v1
    kind: \(kind)
    metadata:
      name: \(name)
    \(namespace.map { "  namespace: \($0)\n" } ?? "")\
      uid: uid-\(name)
      resourceVersion: "\(revision)"
    spec: {}
    status: {}

    """
  }
}
