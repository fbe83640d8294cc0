import Diagnostics
import QueryEngine
import QuerySyntax

extension ConsoleSession {
  /// What may be inserted at a place of the line that is being typed.
  ///
  /// In a query these are words of the language and names that held at its time; in a command its name
  /// and what may stand behind it. Offsets are those of the line's UTF-8 bytes.
  public func completions(in line: String, at offset: Int) -> [LineCompletion] {
    let bytes = Array(line.utf8)
    let typed = String(decoding: bytes.prefix(offset), as: UTF8.self)
    if typed.trimmingSpace.first == "\\" {
      // The rest of the word that the cursor is in goes with it.
      let rest = bytes.dropFirst(offset).prefix { $0 != 0x20 && $0 != 0x09 }.count
      return commandCompletions(typed).map { completion in
        var completion = completion
        if completion.replaced.upperBound == offset {
          completion.replaced = completion.replaced.lowerBound..<offset + rest
        }
        return completion
      }
    }
    if pendingText.isEmpty, typed.trimmingSpace.first == "|", let last {
      return queryCompletions(before: last.query + " ", line, offset)
    }
    return queryCompletions(before: pendingText, line, offset)
  }

  /// Completes the query that text before the line and the line make up.
  private func queryCompletions(
    before: String,
    _ line: String,
    _ offset: Int
  ) -> [LineCompletion] {
    let shift = before.utf8.count
    let source = SourceText(name: "query", text: before + line)
    let found = try? store.complete(source, at: shift + offset, context: queryContext())
    return (found ?? []).compactMap { completion in
      guard completion.replacement.start >= shift else { return nil }
      return LineCompletion(
        text: completion.text,
        detail: completion.detail.isEmpty ? completion.kind.rawValue : completion.detail,
        replaced: completion.replacement.start - shift..<completion.replacement.end - shift
      )
    }
  }

  private func commandCompletions(_ typed: String) -> [LineCompletion] {
    let start = typed.utf8.count - typed.drop { $0.isWhitespace }.utf8.count
    let words = typed.drop { $0.isWhitespace }
    let name = words.dropFirst().prefix { !$0.isWhitespace }
    guard name.count + 1 < words.count else {
      let range = start..<typed.utf8.count
      return ConsoleCommand.allCases.filter { $0.rawValue.hasPrefix(name) }.map {
        LineCompletion(text: "\\" + $0.rawValue, detail: $0.summary, replaced: range)
      }
    }
    guard let command = ConsoleCommand(name: String(name)) else { return [] }
    return argumentCompletions(command, typed, argumentStart: start + 1 + name.utf8.count)
  }

  private func argumentCompletions(
    _ command: ConsoleCommand,
    _ typed: String,
    argumentStart: Int
  ) -> [LineCompletion] {
    let argument = String(decoding: Array(typed.utf8).dropFirst(argumentStart), as: UTF8.self)
    switch command {
    case .help:
      let topics = HelpTopics.all.compactMap { topic in
        topic.names.first.map { ($0, topic.usage) }
      }
      return words(topics, typed)
    case .at: return clause("nodes at", argument, argumentStart) + words([("now", "")], typed)
    case .namespace: return clause("pods in namespace", argument, argumentStart)
    case .cluster: return words(((try? store.clusterNames()) ?? []).map { ($0, "") }, typed)
    case .format: return words(AnswerFormat.allCases.map { ($0.rawValue, "") }, typed)
    case .tz: return words(environment.zoneNames().map { ($0, "") }, typed)
    case .timing: return words([("on", ""), ("off", "")], typed)
    case .step: return words([("back", "the change before")], typed)
    case .run:
      let name = argument.drop { $0.isWhitespace }.prefix { !$0.isWhitespace }
      let isNamed = argument.drop { $0.isWhitespace }.count > name.count
      if isNamed { return words(parameters(String(name)), typed) }
      return words(((try? environment.savedQueries()) ?? []).map { ($0.name, $0.summary) }, typed)
    case .open:
      let prefix = String(argument.drop { $0.isWhitespace })
      let range = typed.utf8.count - prefix.utf8.count..<typed.utf8.count
      return environment.paths(beginningWith: prefix).map {
        LineCompletion(text: $0, detail: "", replaced: range)
      }
    case .explain: return clause("", argument, argumentStart)
    case .watch:
      let query = argument.drop { $0.isWhitespace }.drop { !$0.isWhitespace }
      guard !query.isEmpty else { return words([("1s", ""), ("5s", ""), ("1m", "")], typed) }
      return clause("", String(query), typed.utf8.count - query.utf8.count)
    case .queries, .save, .status, .quit: return []
    }
  }

  /// The parameters of a saved query, as they are given.
  private func parameters(_ query: String) -> [(text: String, detail: String)] {
    guard let source = try? environment.savedQuery(query) else { return [] }
    let declared = Parser.parse(source).query?.header.parameters ?? []
    return declared.map { parameter in
      let isOptional = parameter.defaultValue != nil
      return (parameter.name + "=", parameter.type.rawValue + (isOptional ? ", optional" : ""))
    }
  }

  /// The candidates that begin with the last word that was typed.
  private func words(
    _ candidates: [(text: String, detail: String)],
    _ typed: String
  ) -> [LineCompletion] {
    let word = typed.reversed().prefix { !$0.isWhitespace }.reversed()
    let prefix = String(word)
    let range = typed.utf8.count - prefix.utf8.count..<typed.utf8.count
    return candidates.filter { $0.text.hasPrefix(prefix) }.map {
      LineCompletion(text: $0.text, detail: $0.detail, replaced: range)
    }
  }

  /// Completes an argument as what stands behind words of a query.
  private func clause(_ words: String, _ argument: String, _ start: Int) -> [LineCompletion] {
    queryCompletions(before: words, argument, argument.utf8.count).map { completion in
      var completion = completion
      completion.replaced =
        completion.replaced.lowerBound + start..<completion.replaced.upperBound + start
      return completion
    }
  }
}
