import ArgumentParser
import KubernetesObjects

/// What a command that stores objects keeps of them.
struct RetentionOption: ParsableArguments {
  @Option(
    help: "What to keep of objects: full, default or topology.",
    completion: Completions.retentions
  )
  var retain: String = "default"

  /// The policy of that name.
  var policy: RetentionPolicy { RetentionPolicy(rawValue: retain) ?? .standard }

  func validate() throws {
    guard RetentionPolicy(rawValue: retain) != nil else {
      throw ValidationError("`--retain \(retain)`: there are full, default and topology")
    }
  }
}
