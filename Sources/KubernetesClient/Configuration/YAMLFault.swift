internal import Yams

/// What is wrong with a YAML text, in our words.
struct YAMLFault: Error, Hashable {
  let line: Int?
  let detail: String

  init(line: Int?, detail: String) {
    self.line = line
    self.detail = detail
  }

  /// The parser's finding, without the text around it, which may hold secrets.
  init(_ error: YamlError, in text: String) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let place = context.map { "\($0.text), " } ?? ""
      // The parser sets a mark behind the last line where the text ends too early.
      let lineCount = 1 + text.utf8.count { $0 == 10 }
      self.init(
        line: min(max(mark.line, 1), lineCount),
        detail: Self.sentence(place + problem)
      )
    case .reader(let problem, let offset, _, _):
      let before = text.utf8.prefix(offset ?? 0)
      self.init(line: 1 + before.count { $0 == 10 }, detail: Self.sentence(problem))
    case .duplicatedKeysInMapping(let duplicates, let context):
      let key = duplicates.first ?? ""
      self.init(
        line: max(context.mark.line, 1),
        detail: "the key `\(key)` stands twice in the mapping that begins here"
      )
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      self.init(line: nil, detail: "the YAML parser failed")
    }
  }

  private static func sentence(_ problem: String) -> String {
    if problem.contains("Maximum nesting level") { return "it is nested too deeply" }
    return lowercased(problem)
  }

  private static func lowercased(_ problem: String) -> String {
    problem.prefix(1).lowercased() + problem.dropFirst()
  }
}
