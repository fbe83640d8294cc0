import Foundation

/// The published grammar, docs/reference/grammar.ebnf, as rules.
struct Grammar {
  /// One side of a rule.
  indirect enum Form {
    case terminal(String)
    case rule(String)
    case sequence([Form])
    case choice([Form])
    case optional(Form)
    case repeated(Form)
  }

  /// What is wrong with the text of a grammar.
  struct Malformed: Error {
    var reason: String
  }

  /// The right sides of the rules by their names.
  private(set) var rules: [String: Form] = [:]
  private var tokens: [String] = []
  private var index = 0

  /// Reads the published grammar.
  init() throws {
    let path = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("docs/reference/grammar.ebnf")
    try self.init(String(contentsOf: path, encoding: .utf8))
  }

  /// Reads rules `name = form ;`, comments in `(* *)` aside.
  init(_ text: String) throws {
    tokens = Self.tokens(text)
    while index < tokens.count {
      let name = next()
      try expect("=")
      guard rules[name] == nil else { throw Malformed(reason: "`\(name)` is there twice") }
      rules[name] = try choice()
      try expect(";")
    }
  }

  /// The names that right sides mention, with the rules that mention them.
  var mentions: [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    func visit(_ form: Form, _ rule: String) {
      switch form {
      case .terminal: break
      case .rule(let name): found[name, default: []].insert(rule)
      case .sequence(let parts), .choice(let parts): for part in parts { visit(part, rule) }
      case .optional(let part), .repeated(let part): visit(part, rule)
      }
    }
    for (name, form) in rules { visit(form, name) }
    return found
  }

  private mutating func choice() throws -> Form {
    var choices = [try sequence()]
    while peek == "|" {
      index += 1
      choices.append(try sequence())
    }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func sequence() throws -> Form {
    var parts: [Form] = []
    while let token = peek, !["|", ";", ")", "]", "}"].contains(token) {
      // An exception, `a - b`, is narrower than `a`: what it leaves out no rule here needs.
      if token == "-" {
        index += 1
        _ = try element()
        continue
      }
      parts.append(try element())
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func element() throws -> Form {
    let token = next()
    switch token {
    case "(": return try closed(")")
    case "[": return .optional(try closed("]"))
    case "{": return .repeated(try closed("}"))
    default:
      guard let quote = token.first, quote == "\"" || quote == "'" else { return .rule(token) }
      return .terminal(String(token.dropFirst().dropLast()))
    }
  }

  private mutating func closed(_ end: String) throws -> Form {
    let form = try choice()
    try expect(end)
    return form
  }

  private var peek: String? { index < tokens.count ? tokens[index] : nil }

  private mutating func next() -> String {
    index += 1
    return index <= tokens.count ? tokens[index - 1] : ""
  }

  private mutating func expect(_ token: String) throws {
    let found = next()
    guard found == token else {
      throw Malformed(reason: "expected `\(token)`, found `\(found)` as token \(index)")
    }
  }

  private static func tokens(_ text: String) -> [String] {
    let plain = text.replacing(/\(\*.*?\*\)/.dotMatchesNewlines(), with: " ")
    let token = /"[^"]*"|'[^']*'|[a-z][a-z0-9-]*|[=|;()\[\]{}-]/
    return plain.matches(of: token).map { String($0.output) }
  }
}
