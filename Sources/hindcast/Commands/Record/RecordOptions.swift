import ArgumentParser
import EventLog
import Foundation
import Ingest
import KubernetesClient
import KubernetesObjects
import TopologyModel

/// What is recorded, and with whose credentials.
struct RecordOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The kubeconfig (default: $KUBECONFIG, else ~/.kube/config).",
      valueName: "file"
    ),
    completion: Completions.files
  )
  var kubeconfig: String?

  @Option(
    help: ArgumentHelp(
      "A context of the kubeconfig; several are recorded side by side (default: the current one).",
      valueName: "name"
    ),
    completion: Completions.contexts
  )
  var context: [String] = []

  @Flag(help: "Use the service account of the Pod, even where there is a kubeconfig.")
  var inCluster = false

  @Option(
    help: ArgumentHelp(
      """
      The cluster's name in the store, once for each context in the same order (default: the \
      context's name; "default" inside a Pod).
      """,
      valueName: "name"
    ),
    completion: Completions.clusters
  )
  var cluster: [String] = []

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Only this namespace; may be repeated.", valueName: "name")
  )
  var namespace: [String] = []

  @Option(
    name: [.customShort("l"), .long],
    help: ArgumentHelp(
      """
      Only objects with these labels, as `kubectl -l` takes them; an object that loses them is \
      recorded as having left the filter, not as deleted.
      """,
      valueName: "labels"
    )
  )
  var selector: String = ""

  @Option(
    help: ArgumentHelp(
      "Only this kind: pods, services, endpointslices, or nodes; may be repeated.",
      valueName: "kind"
    ),
    completion: Completions.kinds
  )
  var kind: [String] = []

  @OptionGroup var retention: RetentionOption

  /// Whether any of the options was given.
  var asksForAnything: Bool { asksForServers || retention.policy != .standard }

  /// Whether any of the options was given that say what to record, and from where.
  var asksForServers: Bool {
    kubeconfig != nil || inCluster || !selector.isEmpty
      || [context, cluster, namespace, kind].contains { !$0.isEmpty }
  }

  func validate() throws {
    for name in kind where ResourceKind(apiName: name) == nil {
      throw ValidationError(
        "`--kind \(name)`: there are pods, services, endpointslices and nodes"
      )
    }
    guard !inCluster || (context.isEmpty && kubeconfig == nil) else {
      throw ValidationError("`--in-cluster` takes no kubeconfig and no context")
    }
    guard cluster.isEmpty || cluster.count == max(context.count, 1) else {
      throw ValidationError(
        "`--cluster`: write it once for each `--context`, in the same order"
      )
    }
    guard !namespace.contains(where: { $0.isEmpty }), !cluster.contains(where: { $0.isEmpty })
    else { throw ValidationError("`--namespace` and `--cluster`: write a name") }
  }

  /// What records into a log; it is not created where it is not known what to record.
  func recording(
    _ servers: [(name: String, server: APIServer)],
    into log: SQLiteEventLog,
    tell: @escaping @Sendable (RecorderMessage) -> Void
  ) -> Recording {
    Recording(
      log: log,
      servers: servers,
      source: { [selector, retention] cluster, server, kind, namespace, version in
        LiveSource(
          cluster: cluster,
          server: server,
          kind: kind,
          namespace: namespace,
          labelSelector: selector,
          retention: retention.policy,
          kubernetesVersion: version
        )
      },
      options: ClusterRecorder.Options(kinds: kinds, namespaces: namespace),
      tell: tell
    )
  }

  /// The kinds, in the order in which they are shown.
  private var kinds: [ResourceKind] {
    let named = kind.compactMap { ResourceKind(apiName: $0) }
    return ResourceKind.allCases.filter { named.isEmpty || named.contains($0) }
  }

  /// The API servers to record from, with the names of their clusters.
  func makeServers() throws -> [(name: String, server: APIServer)] {
    let environment = ProcessInfo.processInfo.environment
    let connections = try makeConnections(environment)
    var names: Set<String> = []
    return try connections.enumerated().map { index, connection in
      let name = index < cluster.count ? cluster[index] : connection.suggestedClusterName
      guard names.insert(name).inserted else {
        throw UsageError(
          message: "two contexts would be recorded as the cluster `\(name)`",
          help: "give each a name of its own with `--cluster`"
        )
      }
      let credentials = CredentialSource(
        connection: connection,
        environment: environment,
        now: { SystemClock().now() }
      )
      let server = try APIServer(
        connection: connection,
        credentials: credentials,
        userAgent: "hindcast/\(Hindcast.configuration.version)"
      )
      return (name, server)
    }
  }

  private func makeConnections(_ environment: [String: String]) throws -> [ServerConnection] {
    let isPod = InClusterConfiguration.isAvailable(environment: environment, root: "/")
    let isUnnamed =
      kubeconfig == nil && context.isEmpty && environment["KUBECONFIG"]?.isEmpty ?? true
    if inCluster || (isPod && isUnnamed) {
      return [try InClusterConfiguration.connection(environment: environment, root: "/")]
    }
    let files = try Kubeconfig.load(
      explicitPath: kubeconfig,
      environment: environment,
      homeFolder: environment["HOME"]
    )
    let contexts: [String?] = context.isEmpty ? [nil] : context
    return try contexts.map { try files.connection(context: $0, environment: environment) }
  }
}
