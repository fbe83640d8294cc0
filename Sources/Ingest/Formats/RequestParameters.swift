internal import KubernetesObjects
internal import TopologyModel

/// The parameters of a list or watch request, as a recording notes them.
struct RequestParameters {
  /// The revision it was asked at; empty where none was given.
  let resourceVersion: String
  /// What it asked for.
  let scope: WatchScope

  /// Whether any state, however old, would do: such a listing proves nothing about order.
  var isAskedAtZero: Bool { resourceVersion == "0" }

  /// Reads the parameters; all are optional.
  init(_ params: JSONValue?) {
    resourceVersion = params?["resourceVersion"]?.string?.storable ?? ""
    var selectors: [String] = []
    for key in ["labelSelector", "fieldSelector"] {
      if let text = params?.member(key)?.string?.storable, !text.isEmpty {
        selectors.append("\(key)=\(text)")
      }
    }
    let namespace = params?["namespace"]?.string?.storable ?? ""
    scope = WatchScope(
      namespace: namespace.isEmpty ? nil : namespace,
      selector: selectors.joined(separator: "&")
    )
  }
}
