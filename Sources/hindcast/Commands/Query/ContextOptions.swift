import ArgumentParser
import KubernetesRules
import QueryEngine
import TopologyModel

/// What queries are asked in, whatever they ask.
struct ContextOptions: ParsableArguments {
  @Option(name: [.short, .long], help: "The namespace of bare names.")
  var namespace: String = "default"

  @Option(
    help: "The cluster, where the store has several and the query names none.",
    completion: Completions.clusters
  )
  var cluster: String?

  @OptionGroup var rules: RuleOptions

  /// The context of a query that is asked now, without parameters.
  ///
  /// Throws `UsageError` where the file of exclusions cannot be read, or is wrong.
  func context() throws -> QueryContext {
    QueryContext(
      namespace: namespace,
      cluster: cluster,
      now: SystemClock().now(),
      kubernetesVersion: rules.kubernetesVersion.flatMap { KubernetesVersion($0) },
      dnsZone: rules.dnsZone,
      findingLag: try rules.findingLagNanoseconds,
      exclusions: try rules.findingExclusions()
    )
  }
}
