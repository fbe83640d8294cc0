import ArgumentParser
import KubernetesObjects

/// What a command that stores objects keeps of them.
struct RetentionOption: ParsableArguments {
  @Option(
    help: "What to keep of objects: full, default or topology.",
    completion: Completions.retentions
  )
  var retain: String = "default"

  @Option(
    help: ArgumentHelp(
      """
      What to remove beyond that: env (values of variables), args (commands and arguments), or \
      annotation=PATTERN, such as annotation=vault.*; may be repeated.
      """,
      valueName: "what"
    ),
    completion: Completions.redactions
  )
  var redact: [String] = []

  /// The policy of these names.
  var policy: RedactionPolicy {
    var policy = RedactionPolicy(RetentionPolicy(rawValue: retain) ?? .standard)
    for word in redact { _ = policy.add(word) }
    return policy
  }

  func validate() throws {
    guard RetentionPolicy(rawValue: retain) != nil else {
      throw ValidationError("`--retain \(retain)`: there are full, default and topology")
    }
    var policy = RedactionPolicy.standard
    for word in redact where !policy.add(word) {
      throw ValidationError(
        "`--redact \(word)`: there are env, args and annotation=PATTERN, a key in which * stands "
          + "for any text"
      )
    }
  }
}
