/// How ways out name what was, or can be, given beside a query: as options of the command line, or as
/// parameters of the HTTP interface.
///
/// Texts are written with options, such as `--cluster prod` or `--param service=shop/cart`, and spelled
/// anew for whoever reads them over HTTP: `cluster=prod`, `param[service]=shop/cart`. Whole commands,
/// such as `hindcast verify --store FILE`, stay what they are.
public enum HintSpelling: String, Hashable, Sendable, CaseIterable {
  case options
  case parameters

  /// What both interfaces take, in both spellings.
  public static let names: [(option: String, parameter: String)] = [
    ("address", "address"), ("as-known-at", "asKnownAt"), ("at", "at"), ("at-least", "atLeast"),
    ("cluster", "cluster"), ("dns-zone", "dnsZone"), ("finding-lag", "findingLag"),
    ("format", "format"), ("from", "from"), ("kubernetes-version", "kubernetesVersion"),
    ("namespace", "namespace"), ("param", "param"), ("port", "port"), ("quiet", "quiet"),
    ("service", "service"), ("time", "time"), ("time-format", "timeFormat"), ("to", "to"),
    ("tz", "tz"),
  ]

  private static let spellings = Dictionary(
    names.map { ($0.option, $0.parameter) },
    uniquingKeysWith: { first, _ in first }
  )

  /// Spells a text that names options between backticks; what stands in the `query` itself is the
  /// user's, and stays.
  public func text(_ text: String, about query: String = "") -> String {
    guard self == .parameters else { return text }
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      // Every second part stands between backticks.
      guard index % 2 == 1, index + 1 < parts.count, part.hasPrefix("--"), !query.contains(part)
      else { return String(part) }
      return Self.spelled(part)
    }.joined(separator: "`")
  }

  /// Options with their values: `--from A --to B` becomes `from=A to=B`.
  private static func spelled(_ part: Substring) -> String {
    var result: [String] = []
    var rest = part
    while rest.hasPrefix("--") {
      let end = rest.firstRange(of: " --")?.lowerBound ?? rest.endIndex
      result.append(spelled(option: rest[..<end].dropFirst(2)))
      rest = rest[end...].dropFirst()
    }
    return result.joined(separator: " ")
  }

  private static func spelled(option: Substring) -> String {
    let words = option.split(separator: " ", maxSplits: 1)
    guard let name = words.first.flatMap({ spellings[String($0)] }) else { return "--" + option }
    guard words.count == 2 else { return name }
    guard name == "param", let assignment = words[1].firstIndex(of: "=") else {
      return "\(name)=\(words[1])"
    }
    return "param[\(words[1][..<assignment])]\(words[1][assignment...])"
  }
}
