/// The first line of a case: a directive, its words, and its `key=value` options.
public struct ScriptDirective: Hashable, Sendable {
  /// The directive, such as `query`.
  public var name: String
  /// The words behind it, such as `fails`.
  public var words: [String]
  /// The options, such as `at=10:00:05`.
  public var options: [String: String]

  /// Reads a directive line.
  init(line: String) throws(ScriptError) {
    var parts = line.split(separator: " ").map { String($0) }
    guard !parts.isEmpty else { throw ScriptError("the line has no directive") }
    name = parts.removeFirst()
    words = []
    options = [:]
    for part in parts {
      guard let equal = part.firstIndex(of: "=") else {
        words.append(part)
        continue
      }
      let key = String(part[..<equal])
      guard options[key] == nil else { throw ScriptError("`\(key)=` stands there twice") }
      options[key] = String(part[part.index(after: equal)...])
    }
  }

  /// Refuses words and options that the directive does not have.
  func allow(words known: [String] = [], options knownOptions: [String] = []) throws(ScriptError) {
    if let word = words.first(where: { !known.contains($0) }) {
      throw ScriptError("`\(name)` has no word `\(word)`\(Self.list(known))")
    }
    if let option = options.keys.sorted().first(where: { !knownOptions.contains($0) }) {
      throw ScriptError("`\(name)` has no option `\(option)=`\(Self.list(knownOptions))")
    }
  }

  private static func list(_ known: [String]) -> String {
    known.isEmpty ? "" : "; it has " + known.map { "`\($0)`" }.joined(separator: ", ")
  }
}
