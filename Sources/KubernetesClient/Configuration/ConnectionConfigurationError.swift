public import TopologyModel

/// Why it is not known how a server is reached, or as whom.
public enum ConnectionConfigurationError: CategorizedError, Hashable {
  /// The files of the configuration, and what they name.
  case kubeconfig(KubeconfigFault)
  /// The values of a cluster, a user, or a proxy.
  case value(ConnectionValueFault)
  /// What identifies us, at the time when it is needed.
  case credential(CredentialFault)
  /// The process does not run in a Pod with a service account.
  case outsideCluster(missing: String)
}
