/// Makes random sentences of the grammar, heeding what its comments add.
struct GrammarSentences {
  /// How deep rules are expanded freely; below it the shortest way out is taken.
  private static let depthMax = 14

  let grammar: Grammar
  var random: SplitMix64
  private var isInDiff = false
  private var isInScope = false
  private var isOnLeft = false

  init(_ grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    random = SplitMix64(seed: seed)
  }

  /// A sentence of a rule.
  mutating func sentence(_ rule: String = "query") throws -> String {
    (isInDiff, isInScope, isOnLeft) = (false, false, false)
    return try expand(.rule(rule), isTight: false, depth: 0)
  }

  private mutating func expand(
    _ form: Grammar.Form,
    isTight: Bool,
    depth: Int
  ) throws -> String {
    switch form {
    case .terminal(let text):
      // A keyword stands apart, where nothing else may.
      return isTight && text.allSatisfy(\.isLetter) ? " \(text) " : text
    case .rule(let name): return try rule(name, depth: depth + 1)
    case .sequence(let parts):
      let texts = try parts.enumerated().map { index, part in
        let wasOnLeft = isOnLeft
        if index > 0 { isOnLeft = false }
        defer { isOnLeft = wasOnLeft }
        return try expand(part, isTight: isTight, depth: depth)
      }
      return Self.joined(texts, isTight: isTight)
    case .choice(let choices):
      let allowed = choices.filter { isAllowed($0) }
      // No rule leads back to itself by way of a choice that is one rule.
      let single = allowed.first { if case .rule = $0 { true } else { false } }
      guard let first = single ?? allowed.first else {
        throw Grammar.Malformed(reason: "no choice is allowed")
      }
      let chosen = depth > Self.depthMax ? first : random.pick(allowed)
      return try expand(chosen, isTight: isTight, depth: depth)
    case .optional(let part):
      guard depth <= Self.depthMax, random.oneIn(2) else { return "" }
      return try expand(part, isTight: isTight, depth: depth)
    case .repeated(let part):
      guard depth <= Self.depthMax else { return "" }
      let count = random.number(0...2)
      var texts: [String] = []
      for _ in 0..<count { texts.append(try expand(part, isTight: isTight, depth: depth)) }
      return Self.joined(texts, isTight: isTight)
    }
  }

  private mutating func rule(_ name: String, depth: Int) throws -> String {
    if let samples = GrammarWords.samples[name] { return random.pick(samples) }
    guard let form = grammar.rules[name] else {
      throw Grammar.Malformed(reason: "there is no rule `\(name)`")
    }
    let before = (isInDiff, isInScope, isOnLeft)
    defer { (isInDiff, isInScope, isOnLeft) = before }
    if name == "diff" { isInDiff = true }
    if name == "scope" || name == "zone" { isInScope = true }
    if name == "comparison" { isOnLeft = true }
    if name == "expression" || name == "stage" { isOnLeft = false }
    // Two `let` lines of one name are an error; one is enough.
    if name == "query" {
      let line = random.oneIn(4) ? try rule("let-line", depth: depth) + "\n" : ""
      return line + (try rule("statement", depth: depth))
    }
    let text = try expand(form, isTight: GrammarWords.tight.contains(name), depth: depth)
    // What stands in quotes behind `in` is a network.
    return name == "membership" && text.hasPrefix("\"") ? "\"10.0.0.0/8\"" : text
  }

  /// Whether the comments of the grammar let an alternative stand here.
  private func isAllowed(_ form: Grammar.Form) -> Bool {
    switch form {
    case .rule(let name):
      if isInDiff, ["history", "events", "coverage", "sort", "limit"].contains(name) {
        return false
      }
      return !(isOnLeft && name == "bare-text")
    case .terminal(let word):
      return !(isInDiff && ["changes", "throughout"].contains(word))
    case .sequence(let parts):
      guard case .terminal(let word)? = parts.first else { return true }
      if isInScope, word == "uid:" { return false }
      return !(isInDiff && ["outages", "duration", "share", "every"].contains(word))
    case .choice, .optional, .repeated: return true
    }
  }

  private static func joined(_ parts: [String], isTight: Bool) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: isTight ? "" : " ")
  }
}
