/// What is removed from objects at the door, before anything of them is stored.
///
/// A retention policy, and what is removed beyond it.
public struct RedactionPolicy: Hashable, Sendable {
  /// How much of objects is kept.
  public var retention: RetentionPolicy
  /// Whether the values of environment variables are removed; `default` does it anyway.
  public var removesEnvironment = false
  /// Whether the commands and arguments of containers, probes, and hooks are removed.
  public var removesArguments = false
  /// Which annotations are removed.
  public private(set) var annotations: [AnnotationPattern] = []

  /// Everything that the API sent.
  public static let full = RedactionPolicy(.full)
  /// The policy of whoever names none.
  public static let standard = RedactionPolicy(.standard)
  /// Only what facts read.
  public static let topology = RedactionPolicy(.topology)

  /// Creates a policy that removes nothing beyond what a retention policy does.
  public init(_ retention: RetentionPolicy) {
    self.retention = retention
  }

  /// The words that `add` takes, for messages.
  public static let words = ["env", "args", "annotation=PATTERN"]

  /// Adds what a word names, `env`, `args`, or `annotation=PATTERN`; returns false for other words.
  public mutating func add(_ word: String) -> Bool {
    switch word {
    case "env": removesEnvironment = true
    case "args": removesArguments = true
    default:
      let prefix = "annotation="
      guard word.hasPrefix(prefix), let pattern = AnnotationPattern(word.dropFirst(prefix.count))
      else { return false }
      guard !annotations.contains(pattern) else { return true }
      annotations.append(pattern)
      // The order in which they were given means nothing, and must not make another feed.
      annotations.sort { $0.text < $1.text }
    }
    return true
  }

  /// Whether anything is removed beyond what the retention policy says.
  public var removesMore: Bool {
    removesEnvironment || removesArguments || !annotations.isEmpty
  }

  /// The policy as feeds record it, such as `default` or `full without env, annotation=vault.*`.
  public var text: String {
    guard removesMore else { return retention.rawValue }
    var words: [String] = []
    if removesEnvironment { words.append("env") }
    if removesArguments { words.append("args") }
    words += annotations.map { "annotation=\($0.text)" }
    return "\(retention.rawValue) without \(words.joined(separator: ", "))"
  }

  /// Reads a policy as a feed records it; nil for a text that is none.
  public init?(_ text: String) {
    let parts = text.split(separator: " ", maxSplits: 1)
    guard let first = parts.first, let retention = RetentionPolicy(rawValue: String(first)) else {
      return nil
    }
    self.init(retention)
    guard parts.count > 1 else {
      guard text == retention.rawValue else { return nil }
      return
    }
    guard parts[1].hasPrefix("without ") else { return nil }
    for word in parts[1].dropFirst("without ".count).split(separator: ",") {
      guard add(String(word.drop { $0 == " " })) else { return nil }
    }
    guard self.text == text else { return nil }
  }
}
