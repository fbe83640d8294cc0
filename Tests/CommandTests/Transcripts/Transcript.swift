import HindcastTestSupport

/// A document with blocks tagged `console`, whose commands are run in order in one folder.
struct Transcript {
  /// What is wrong with a command.
  struct Failure: Equatable {
    var line: Int
    var message: String
  }

  /// What a run found, and the text with each output that differs replaced where that may be.
  struct Report {
    var failures: [Failure] = []
    /// Those that a rewrite mends.
    var rewritable: [Failure] = []
    var text = ""
  }

  static let tag = "console"

  private var lines: [String]

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The commands of all blocks, in order.
  func commands() throws -> [TranscriptCommand] {
    try FencedBlock.blocks(tagged: Self.tag, in: lines).flatMap(TranscriptCommand.commands)
  }

  /// Runs every command with a closure.
  ///
  /// An output is not replaced where the exit code is not the one that the document states, since that
  /// would turn a failure into an expectation, nor where it has lines that stand for others.
  func run(_ execute: ([String]) throws -> CommandResult) throws -> Report {
    var report = Report()
    var replacements: [(Range<Int>, [String])] = []
    for command in try commands() {
      let result = try execute(Array(command.words.dropFirst()))
      let actual = TranscriptText.lines(of: result.output)
      guard command.allows(result.exitCode) else {
        let stated = command.statedCode.map { "the exit code \($0)" } ?? "another outcome"
        let message =
          "the exit code is \(result.exitCode), and the document states \(stated)\n"
          + actual.joined(separator: "\n")
        report.failures.append(Failure(line: command.line, message: message))
        continue
      }
      let expected = command.expected.map(TranscriptText.withoutHashes)
      guard !TranscriptText.matches(expected, actual) else { continue }
      let difference = UnifiedDiff.text(
        expected: expected,
        actual: actual,
        firstLine: command.range.lowerBound + 1
      )
      if expected.contains(TranscriptText.ellipsis) {
        let message = "\(difference)lines `…` stand for others: change the output by hand"
        report.failures.append(Failure(line: command.line, message: message))
      } else {
        report.rewritable.append(Failure(line: command.line, message: difference))
        replacements.append((command.range, command.replacement(actual)))
      }
    }
    report.text = text(replacing: replacements)
    return report
  }

  private func text(replacing replacements: [(Range<Int>, [String])]) -> String {
    var lines = lines
    for (range, output) in replacements.reversed() {
      lines.replaceSubrange(range, with: output)
    }
    return lines.joined(separator: "\n")
  }
}
