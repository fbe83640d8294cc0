/// A value of a kubeconfig, aliases and merge keys resolved.
struct KubeconfigNode: Sendable {
  /// One member of a mapping.
  struct Member: Sendable {
    var key: String
    var value: KubeconfigNode
  }

  /// What stands there.
  indirect enum Content: Sendable {
    /// A text; plain ones are unquoted, so that `true` and `null` have a meaning.
    case scalar(text: String, isPlain: Bool)
    case mapping([Member])
    case sequence([KubeconfigNode])
  }

  var content: Content
  /// The line it begins on, counted from 1.
  var line: Int

  /// The unquoted texts that mean nothing.
  static let nullWords: Set<String> = ["", "~", "null", "Null", "NULL"]

  /// The unquoted texts that are booleans in YAML 1.1, which `kubectl` reads.
  static let flags: [String: Bool] = {
    var flags: [String: Bool] = [:]
    for word in ["true", "yes", "on", "y"] { flags[word] = true }
    for word in ["false", "no", "off", "n"] { flags[word] = false }
    for (word, flag) in flags {
      flags[word.uppercased()] = flag
      flags[word.prefix(1).uppercased() + word.dropFirst()] = flag
    }
    return flags
  }()

  /// Whether it is an unquoted null, which counts as absent.
  var isNull: Bool {
    guard case .scalar(let text, true) = content else { return false }
    return Self.nullWords.contains(text)
  }

  /// What it is, as a sentence says it.
  var kindText: String {
    switch content {
    case .scalar(let text, let isPlain):
      isPlain && Self.flags[text] != nil ? "a boolean" : "a text"
    case .mapping: "a mapping"
    case .sequence: "a list"
    }
  }

  /// The member of a mapping, or nil where there is none or it is null.
  func member(_ key: String) -> KubeconfigNode? {
    guard case .mapping(let members) = content else { return nil }
    return members.last { $0.key == key && !$0.value.isNull }?.value
  }
}
