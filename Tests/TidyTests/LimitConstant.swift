/// A bound that a source declares: a constant, or a setting that begins with a number, whose name says
/// that it is the most or the least.
struct LimitConstant {
  let member: String
  let line: Int
  /// What it may be called: the file's types, each with the name.
  let names: [LimitName]

  static func all(of file: SourceFile) -> [LimitConstant] {
    let types = types(of: file)
    return file.codeLines.enumerated().compactMap { index, line in
      guard let match = line.firstMatch(of: /\b(static )?(?:let|var) (\w+)(?:: [^=]+)? = (\S)/)
      else {
        return nil
      }
      let member = String(match.2)
      let isBound = ["Max", "Min", "Limit", "MaxDefault", "MinDefault"].contains {
        member.hasSuffix($0)
      }
      guard isBound, match.1 != nil || match.3.first?.isNumber == true else { return nil }
      let names = types.sorted().map { LimitName(type: $0, member: member) }
      return LimitConstant(member: member, line: index + 1, names: names)
    }
  }

  /// The types that a file declares or extends, each by its last name.
  static func types(of file: SourceFile) -> Set<String> {
    let text = file.codeLines.joined(separator: "\n")
    let matches = text.matches(
      of: /\b(?:struct|enum|class|actor|extension|protocol) (?:\w+\.)*([A-Z]\w*)/
    )
    return Set(matches.map { String($0.1) })
  }

  /// The names that a file declares.
  static func members(of file: SourceFile) -> Set<String> {
    let text = file.codeLines.joined(separator: "\n")
    var members = Set(text.matches(of: /\b(?:let|var|func|case) (\w+)/).map { String($0.1) })
    if text.contains("init(") { members.insert("init") }
    return members
  }
}
