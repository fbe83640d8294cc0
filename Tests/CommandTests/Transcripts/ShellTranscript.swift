import Foundation

/// The blocks of a document tagged `curl`, whose commands a shell runs in order against one server.
///
/// A `…` in what is expected stands for any text.
struct ShellTranscript {
  /// A command as it stands, and the lines behind it.
  struct Command {
    /// The line of its `$`, counted from 1.
    var line: Int
    var text: String
    var expected: [String]
    /// Where the expected lines are among those of the document.
    var range: Range<Int>
  }

  static let tag = "curl"

  let lines: [String]
  let commands: [Command]

  /// Reads a document; throws where a block begins with no command.
  init(_ text: String) throws {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    commands = try FencedBlock.blocks(tagged: Self.tag, in: lines).flatMap(Self.commands)
  }

  private static func commands(of block: FencedBlock) throws -> [Command] {
    var commands: [Command] = []
    var index = 0
    while index < block.lines.count {
      let line = block.firstIndex + index + 1
      guard block.lines[index].hasPrefix("$ ") else {
        throw TranscriptError(line: line, message: "a block begins with a command, `$ curl …`")
      }
      var text = String(block.lines[index].dropFirst(2))
      index += 1
      while goesOn(text), index < block.lines.count {
        text += "\n" + block.lines[index]
        index += 1
      }
      let output = block.lines[index...].prefix { !$0.hasPrefix("$ ") }
      let range = block.firstIndex + output.startIndex..<block.firstIndex + output.endIndex
      commands.append(Command(line: line, text: text, expected: Array(output), range: range))
      index = output.endIndex
    }
    return commands
  }

  /// Whether a shell waits for more.
  private static func goesOn(_ text: String) -> Bool {
    ShellWords.words(of: text) == nil || text.hasSuffix("|") || text.hasSuffix("&&")
  }

  /// The document with other outputs.
  func text(replacing outputs: [(Range<Int>, [String])]) -> String {
    var lines = lines
    for (range, output) in outputs.reversed() { lines.replaceSubrange(range, with: output) }
    return lines.joined(separator: "\n")
  }

  /// Whether a text is what is expected, in which `…` stands for any text.
  static func matches(_ expected: String, _ actual: String) -> Bool {
    TranscriptText.matches(expected, actual, ellipsis: "…")
  }
}
