internal import TopologyModel

/// What a path means.
struct RequestRoute {
  var verb: StandInVerb
  var kind: ResourceKind?
  var namespace: String?
  var parameters: [String: String]
  /// The path without the query.
  var path: String

  /// Reads a request's target, the prefix being the server's.
  init(uri: String, prefix: String) {
    let parts = uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = String(parts[0])
    parameters = parts.count > 1 ? Self.parameters(of: parts[1]) : [:]
    verb = .other
    let steps = path.split(separator: "/")
    let prefixSteps = prefix.split(separator: "/")
    guard steps.starts(with: prefixSteps) else { return }
    read(Array(steps.dropFirst(prefixSteps.count)))
  }

  private mutating func read(_ steps: [Substring]) {
    if steps == ["version"] {
      verb = .version
      return
    }
    for candidate in ResourceKind.allCases {
      let root = StandInResource(candidate).root
      guard steps.starts(with: root) else { continue }
      let rest = steps.dropFirst(root.count)
      let isNamespaced = rest.count == 3 && rest.first == "namespaces" && candidate.isNamespaced
      guard rest.last.map(String.init) == candidate.resourceName, rest.count == 1 || isNamespaced
      else { continue }
      kind = candidate
      namespace = isNamespaced ? String(rest[rest.startIndex + 1]) : nil
      verb = ["true", "1"].contains(parameters["watch"]) ? .watch : .list
    }
  }

  private static func parameters(of query: Substring) -> [String: String] {
    var parameters: [String: String] = [:]
    for part in query.split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      parameters[decode(pair[0])] = pair.count > 1 ? decode(pair[1]) : ""
    }
    return parameters
  }

  /// Resolves percent signs and pluses; what is no escape stays as it is.
  private static func decode(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        let digits = rest.prefix(2)
        if digits.count == 2, let value = UInt8(String(Substring(digits)), radix: 16) {
          bytes.append(value)
          rest = rest.dropFirst(2)
        } else {
          bytes.append(byte)
        }
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
