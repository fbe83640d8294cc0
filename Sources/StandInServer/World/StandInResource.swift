internal import TopologyModel

/// How the API names a kind.
struct StandInResource {
  let kind: ResourceKind

  init(_ kind: ResourceKind) {
    self.kind = kind
  }

  var kindName: String { kind.kindName }

  /// Group and version, as objects and lists of the kind name them.
  var apiVersion: String {
    switch kind {
    case .service, .pod, .node: "v1"
    case .endpointSlice: "discovery.k8s.io/v1"
    }
  }

  /// The path of the group and version.
  var root: [Substring] {
    switch kind {
    case .service, .pod, .node: ["api", "v1"]
    case .endpointSlice: ["apis", "discovery.k8s.io", "v1"]
    }
  }

  /// What the zero object of the kind has beside `kind`, `apiVersion` and `metadata`.
  var zeroMembers: String {
    switch kind {
    case .service: #","spec":{},"status":{"loadBalancer":{}}"#
    case .endpointSlice: #","addressType":"","endpoints":null,"ports":null"#
    case .pod: #","spec":{"containers":null},"status":{}"#
    case .node:
      #","spec":{},"status":{"daemonEndpoints":{"kubeletEndpoint":{"Port":0}},"nodeInfo":{"#
        + #""machineID":"","systemUUID":"","bootID":"","kernelVersion":"","osImage":"","#
        + #""containerRuntimeVersion":"","kubeletVersion":"","kubeProxyVersion":"","#
        + #""operatingSystem":"","architecture":""}}"#
    }
  }
}
