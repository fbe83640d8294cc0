import ArgumentParser
import Foundation
import KubernetesRules
import QueryEngine
import QuerySyntax
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

  @Option(
    help: ArgumentHelp(
      "The Kubernetes version whose rules hold (default: the recorded one, else 1.36).",
      valueName: "version"
    )
  )
  var kubernetesVersion: String?

  @Option(help: ArgumentHelp("The cluster's DNS zone.", valueName: "zone"))
  var dnsZone: String = "cluster.local"

  @Option(
    help: ArgumentHelp(
      "Leave out findings that a file names: a line each, such as \"ST203 service shop/*\".",
      valueName: "path"
    ),
    completion: Completions.files
  )
  var exclusions: String?

  @Option(
    help: ArgumentHelp(
      "How long a finding must hold where controllers may lag behind (default: 30s).",
      valueName: "duration"
    )
  )
  var findingLag: String?

  func validate() throws {
    try KubernetesVersionOption.validate(kubernetesVersion)
    _ = try lag()
  }

  /// The context of a query that is asked now, without parameters.
  ///
  /// Throws `UsageError` where the file of exclusions cannot be read, or is wrong.
  func context() throws -> QueryContext {
    QueryContext(
      namespace: namespace,
      cluster: cluster,
      now: SystemClock().now(),
      kubernetesVersion: kubernetesVersion.flatMap { KubernetesVersion($0) },
      dnsZone: dnsZone,
      findingLag: try lag() ?? QueryContext.findingLagDefault,
      exclusions: try exclusions.map { try Self.readExclusions($0) } ?? .none
    )
  }

  private func lag() throws -> Int64? {
    try findingLag.map { text in
      guard let nanoseconds = DurationExpression.nanoseconds(of: text) else {
        throw ValidationError("`--finding-lag \(text)`: write a duration such as 30s or 1m30s")
      }
      return nanoseconds
    }
  }

  private static func readExclusions(_ path: String) throws -> FindingExclusions {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UsageError(
        category: .notFound,
        message: "cannot read `\(path)`",
        help: "name a file of exclusions"
      )
    }
    do {
      return try FindingExclusions(parsing: String(decoding: data, as: UTF8.self))
    } catch {
      throw UsageError(message: "\(path):\(error.line): \(error.message)")
    }
  }
}
