import Diagnostics
import QueryEngine

extension ConsoleSession {
  /// Explains a topic or a command; without one lists both.
  func help(_ argument: String) {
    if argument.isEmpty {
      screen.show(Self.overview)
      return
    }
    let name = argument.hasPrefix("\\") ? String(argument.dropFirst()) : argument
    if !argument.hasPrefix("\\"), let topic = HelpTopics.topic(name) {
      screen.show(topic.shown)
    } else if let command = ConsoleCommand(name: name) {
      screen.show(Self.text(of: command))
    } else {
      let names = HelpTopics.all.flatMap(\.names) + ConsoleCommand.allCases.map(\.rawValue)
      let closest = EditDistance.closest(to: name, in: names)
      fail(
        "there is no help on `\(argument)`",
        help: closest.map { "did you mean `\\help \($0)`?" } ?? "`\\help` lists the topics"
      )
    }
  }

  private static func text(of command: ConsoleCommand) -> String {
    let details = command.details.split(separator: "\n", omittingEmptySubsequences: false)
    let lines = [command.usage, "", "  \(command.summary)"] + details.map { "  \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let overview: String = {
    let width = ConsoleCommand.allCases.map(\.usage.count).max() ?? 0
    var text = "Write a question in TQL, and Enter asks it. Tab completes; an empty line ends a\n"
    text += "query that is not complete; a line that begins with | goes on with the last one.\n\n"
    text += "Commands\n"
    for command in ConsoleCommand.allCases {
      let indent = String(repeating: " ", count: width - command.usage.count + 2)
      let columns = 2 + width + 2
      let lines = CellLines.lines(of: command.summary, width: 79 - columns, joints: [" "])
      text += "  \(command.usage)\(indent)"
      text += lines.joined(separator: "\n" + String(repeating: " ", count: columns)) + "\n"
    }
    text += "\nTopics of \\help\n"
    let topics = [
      ("questions", HelpTopics.questions + HelpTopics.logQuestions),
      ("clauses", HelpTopics.clauses),
      ("stages", HelpTopics.stages),
    ]
    for (title, topics) in topics {
      let names = topics.compactMap { $0.names.first }.joined(separator: ", ")
      let lines = CellLines.lines(of: names, width: 65, joints: [" "])
      text += "  \(title.padding(12))\(lines.joined(separator: "\n" + "".padding(14)))\n"
    }
    return text
  }()
}

extension String {
  fileprivate func padding(_ columns: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, columns - count))
  }
}
