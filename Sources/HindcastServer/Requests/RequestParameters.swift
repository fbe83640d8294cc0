internal import KubernetesRules
internal import QuerySyntax
internal import TopologyModel

/// The parameters of a request, held against what its endpoint declares.
struct RequestParameters: Sendable {
  private var values: [String: [String]] = [:]
  /// The values of `param[NAME]`.
  private(set) var named: [String: String] = [:]

  /// Takes the pairs of a URL or a form.
  ///
  /// Throws `ServerFault` for unknown, repeated, missing, and malformed ones.
  init(_ pairs: [FormText.Pair], _ declarations: [EndpointParameter]) throws(ServerFault) {
    for pair in pairs { try take(pair, declarations) }
    for declaration in declarations
    where declaration.isRequired && declaration.place == .query && values[declaration.name] == nil {
      throw .missingParameter(declaration.name, example: declaration.example)
    }
  }

  /// The declaration of a parameter of the URL, or of a body that stands for it.
  private static func declaration(
    _ name: some StringProtocol,
    _ declared: [EndpointParameter]
  ) -> EndpointParameter? {
    declared.first { $0.name == name && $0.place == .query }
  }

  private mutating func take(
    _ pair: FormText.Pair,
    _ declared: [EndpointParameter]
  ) throws(ServerFault) {
    if pair.name.utf8.last == UInt8(ascii: "]"), let open = pair.name.firstIndex(of: "["),
      let declaration = Self.declaration(pair.name[..<open], declared),
      case .values = declaration.kind
    {
      let name = String(pair.name[pair.name.index(after: open)...].dropLast())
      guard named.updateValue(pair.value, forKey: name) == nil else { throw .repeated(pair.name) }
      return
    }
    guard let declaration = Self.declaration(pair.name, declared) else {
      let known = declared.filter { $0.place == .query }.map(\.name)
      throw .unknownParameter(pair.name, known: known)
    }
    if case .values = declaration.kind {
      throw .parameter(
        pair.name,
        pair.value,
        expected: "a name in brackets, `\(declaration.example)`"
      )
    }
    guard declaration.isRepeated || values[pair.name] == nil else { throw .repeated(pair.name) }
    try declaration.check(pair.value)
    values[pair.name, default: []].append(pair.value)
  }

  /// The text of a parameter; nil where it was not given.
  subscript(name: String) -> String? { values[name]?.last }

  /// The texts of a parameter that may be repeated.
  func all(_ name: String) -> [String] { values[name] ?? [] }

  func integer(_ name: String) -> Int? { self[name].flatMap { Int($0) } }

  func flag(_ name: String) -> Bool { self[name] == "true" }

  func instant(_ name: String) -> Instant? { self[name].flatMap { Instant(rfc3339: $0) } }

  /// The nanoseconds of a duration.
  func duration(_ name: String) -> Int64? {
    self[name].flatMap { DurationExpression.nanoseconds(of: $0) }
  }
}

extension EndpointParameter {
  /// Throws `ServerFault` where a text is not what the parameter takes.
  func check(_ text: String) throws(ServerFault) {
    guard let expected = expectation(text) else { return }
    throw .parameter(name, text, expected: expected)
  }

  /// What is expected instead of a text; nil where it is right.
  private func expectation(_ text: String) -> String? {
    switch kind {
    case .text:
      return isRequired && text.isEmpty ? "a text, such as `\(example)`" : nil
    case .values: return nil
    case .instant:
      return Instant(rfc3339: text) == nil
        ? "a time with a zone, such as `2026-11-20T10:15:00Z`" : nil
    case .duration:
      return DurationExpression.nanoseconds(of: text) == nil
        ? "a duration, such as `30s` or `1m30s`" : nil
    case .version:
      return text.utf8.count > 100 || KubernetesVersion(text) == nil
        ? "a version such as `\(example)`" : nil
    case .integer(let range):
      guard let number = Int(text), range.contains(number), !text.hasPrefix("+") else {
        return "a whole number from \(range.lowerBound) to \(range.upperBound)"
      }
      return nil
    case .flag: return text == "true" || text == "false" ? nil : "`true` or `false`"
    case .choice(let choices):
      return choices.contains(text) ? nil : choices.joined(separator: ", ")
    }
  }
}

extension ServerFault {
  static func repeated(_ name: String) -> ServerFault {
    ServerFault(
      .incorrect,
      "repeated-parameter",
      "`\(name)` is given twice",
      help: "give it once",
      parameter: name
    )
  }
}
