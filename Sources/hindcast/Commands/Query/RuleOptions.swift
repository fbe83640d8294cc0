import ArgumentParser
import Foundation
import KubernetesRules
import QueryEngine
import QuerySyntax
import TopologyModel

/// By which rules a cluster is understood, and what the audit rules find.
struct RuleOptions: ParsableArguments {
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

  /// How long findings wait for lag to pass, in nanoseconds.
  var findingLagNanoseconds: Int64 {
    get throws { try lag() ?? QueryContext.findingLagDefault }
  }

  /// What the file of exclusions names.
  ///
  /// Throws `UsageError` where the file cannot be read, or is wrong.
  func findingExclusions() throws -> FindingExclusions {
    try exclusions.map { try Self.readExclusions($0) } ?? .none
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
