/// A command of a document, and what the document says that it prints.
struct TranscriptCommand {
  private static let exitPrefix = "exit code "

  /// The line of its `$`, counted from 1.
  var line: Int
  /// Its words, `hindcast` first.
  var words: [String]
  /// Where the expected lines are among those of the document.
  var range: Range<Int>
  /// The expected lines, those with an exit code and empty ones at the end left out.
  var expected: [String]
  /// The exit code that stands behind the output.
  var statedCode: Int32?

  /// The commands of a block; where it is none, throws what is wrong, and in which line.
  static func commands(of block: FencedBlock) throws -> [TranscriptCommand] {
    var commands: [TranscriptCommand] = []
    var index = 0
    while index < block.lines.count {
      let line = block.firstIndex + index + 1
      guard block.lines[index].hasPrefix("$ ") else {
        throw TranscriptError(line: line, message: "a block begins with a command, `$ hindcast …`")
      }
      var text = String(block.lines[index].dropFirst(2))
      var words = ShellWords.words(of: text)
      index += 1
      while words == nil, index < block.lines.count {
        text += "\n" + block.lines[index]
        words = ShellWords.words(of: text)
        index += 1
      }
      guard let words else {
        throw TranscriptError(line: line, message: "a quote is not closed")
      }
      guard words.first == "hindcast" else {
        throw TranscriptError(line: line, message: "only `hindcast` is run; tag the block `text`")
      }
      let output = block.lines[index...].prefix { !$0.hasPrefix("$ ") }
      commands.append(Self(line: line, words: words, output: output, offset: block.firstIndex))
      index = output.endIndex
    }
    return commands
  }

  private init(line: Int, words: [String], output: ArraySlice<String>, offset: Int) {
    var expected = output
    while expected.last == "" { expected.removeLast() }
    self.line = line
    self.words = words
    self.range = offset + expected.startIndex..<offset + expected.endIndex
    if let last = expected.last, last.hasPrefix(Self.exitPrefix) {
      self.statedCode = Int32(last.dropFirst(Self.exitPrefix.count))
      expected.removeLast()
    }
    self.expected = Array(expected)
  }

  /// Whether the document says that the command ends so.
  func allows(_ exitCode: Int32) -> Bool {
    if let statedCode { return statedCode == exitCode }
    let saysError = expected.first?.hasPrefix("error") ?? false
    return saysError == (exitCode != 0)
  }

  /// The lines that replace the expected ones.
  func replacement(_ actual: [String]) -> [String] {
    actual + (statedCode.map { ["\(Self.exitPrefix)\($0)"] } ?? [])
  }
}
