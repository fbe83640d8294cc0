public import TopologyModel

/// Where an API server keeps the objects of a kind.
public enum ResourcePath {
  /// Returns the path of a kind's collection below the server's own prefix, such as
  /// `/api/v1/namespaces/shop/pods`; `namespace` is nil for all.
  public static func collection(of kind: ResourceKind, namespace: String?) -> String {
    let group = kind == .endpointSlice ? "/apis/discovery.k8s.io/v1" : "/api/v1"
    guard let namespace, kind.isNamespaced else { return "\(group)/\(kind.resourceName)" }
    return "\(group)/namespaces/\(namespace)/\(kind.resourceName)"
  }
}
