internal import Yams

extension YAMLSyntaxError {
  /// What the parser found, in our words.
  init(_ error: YamlError, in text: String) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let place = context.map { "\($0.text), " } ?? ""
      self.init(message: Self.sentence(place + problem), line: mark.line)
    case .reader(let problem, let offset, _, _):
      let before = text.prefix(offset ?? 0)
      self.init(
        message: Self.sentence(problem),
        line: 1 + before.count { $0.isNewline }
      )
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        message: "the key `\(duplicates.first ?? "")` stands here and again in the same mapping",
        line: max(context.mark.line, 1)
      )
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      self.init(message: "the YAML parser failed: \(error)", line: 1)
    }
  }

  private static func sentence(_ problem: String) -> String {
    let isTooDeep = problem.contains("nesting level")
    return isTooDeep
      ? "the document is nested deeper than \(YAMLDocument.depthMax) levels"
      : problem.prefix(1).lowercased() + problem.dropFirst()
  }
}
