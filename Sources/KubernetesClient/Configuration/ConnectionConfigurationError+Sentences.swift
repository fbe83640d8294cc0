public import TopologyModel

extension ConnectionConfigurationError {
  /// The kind of failure.
  public var category: AnomalyCategory {
    switch self {
    case .kubeconfig(let fault): fault.category
    case .value(let fault): fault.category
    case .credential(let fault): fault.category
    case .outsideCluster: .notFound
    }
  }

  /// What happened.
  public var message: String {
    switch self {
    case .kubeconfig(let fault): fault.message
    case .value(let fault): fault.message
    case .credential(let fault): fault.message
    case .outsideCluster(let missing):
      "this is not a pod with a service account: there is no \(missing)"
    }
  }

  /// What to do next.
  public var help: String? {
    switch self {
    case .kubeconfig(let fault): fault.help
    case .value(let fault): fault.help
    case .credential(let fault): fault.help
    case .outsideCluster:
      "outside a cluster name a kubeconfig; in a pod leave `automountServiceAccountToken` on"
    }
  }
}
