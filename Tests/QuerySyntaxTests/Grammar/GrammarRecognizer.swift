/// Tells whether a text is a sentence of the grammar, by all ways in which its rules can be followed.
final class GrammarRecognizer {
  private struct Place: Hashable {
    var rule: String
    var offset: Int
  }

  private let grammar: Grammar
  private let patterns: [String: Regex<AnyRegexOutput>]
  private var text: [Character] = []
  private var known: [Place: Set<Int>] = [:]

  init(_ grammar: Grammar) throws {
    self.grammar = grammar
    patterns = try GrammarWords.compiled()
  }

  /// Whether the whole text is a sentence of a rule.
  func accepts(_ sentence: String, as rule: String = "query") throws -> Bool {
    text = Array(sentence)
    known = [:]
    return try ends(.rule(rule), [0], isTight: false).contains { skipped($0) == text.count }
  }

  /// How far into the text the grammar could follow it, for messages.
  var farthest: Int { known.values.flatMap { $0 }.max() ?? 0 }

  private func ends(
    _ form: Grammar.Form,
    _ starts: Set<Int>,
    isTight: Bool
  ) throws -> Set<Int> {
    switch form {
    case .terminal(let word):
      return Set(starts.compactMap { end(of: word, at: $0, isTight: isTight) })
    case .rule(let name):
      return try starts.reduce(into: []) { found, start in
        found.formUnion(try ends(ofRule: name, at: isTight ? start : skipped(start)))
      }
    case .sequence(let parts):
      return try parts.reduce(starts) { try ends($1, $0, isTight: isTight) }
    case .choice(let choices):
      return try choices.reduce(into: []) { $0.formUnion(try ends($1, starts, isTight: isTight)) }
    case .optional(let part): return starts.union(try ends(part, starts, isTight: isTight))
    case .repeated(let part):
      var all = starts
      var fresh = starts
      while !fresh.isEmpty {
        fresh = try ends(part, fresh, isTight: isTight).subtracting(all)
        all.formUnion(fresh)
      }
      return all
    }
  }

  private func ends(ofRule name: String, at start: Int) throws -> Set<Int> {
    if let pattern = patterns[name] {
      let rest = String(text[start...])
      guard let match = rest.prefixMatch(of: pattern) else { return [] }
      return [start + rest[match.range].count]
    }
    let place = Place(rule: name, offset: start)
    if let found = known[place] { return found }
    guard let form = grammar.rules[name] else {
      throw Grammar.Malformed(reason: "there is no rule `\(name)`")
    }
    known[place] = []
    let found = try ends(form, [start], isTight: GrammarWords.tight.contains(name))
    known[place] = found
    return found
  }

  private func end(of word: String, at start: Int, isTight: Bool) -> Int? {
    let isWord = word.allSatisfy(\.isLetter)
    let begin = isTight && !isWord ? start : skipped(start)
    let characters = Array(word)
    guard text[begin...].starts(with: characters) else { return nil }
    let end = begin + characters.count
    let followsWord = end < text.count && (text[end].isLetter || text[end].isNumber)
    guard !(isWord && followsWord) else { return nil }
    return isWord ? skipped(end) : end
  }

  private func skipped(_ start: Int) -> Int {
    var offset = start
    while offset < text.count, text[offset].isWhitespace { offset += 1 }
    return offset
  }
}
