import HindcastTestSupport

/// A saved query with the values of its parameters, and the answer to expect.
///
/// The file has `recording: NAME`, a line `param: name=value` for each parameter, `options:` with
/// further options where they are needed, `----`, and the answer. Lines with `#` say why.
struct SavedQueryCase {
  static let folder = "Tests/CommandTests/SavedQueries"
  private static let suffix = ".test"
  private static let separator = "----"

  /// The files of all cases, sorted.
  static let files = ProjectTree.names(in: folder, ending: suffix)

  let query: String
  private(set) var recording = ""
  private(set) var parameters: [String] = []
  private(set) var options: [String] = []
  let expected: String
  /// The line where the answer begins, counted from 1.
  let expectedLine: Int
  private let head: String

  /// Reads a file whose name is that of the query, a dot, and whatever tells its cases apart.
  init(file: String) throws {
    let text = try ProjectTree.text(of: "\(Self.folder)/\(file)")
    guard let separator = text.firstRange(of: "\(Self.separator)\n") else {
      throw ScriptError("\(file): there is no line `\(Self.separator)`")
    }
    query = String(file.prefix { $0 != "." })
    head = String(text[..<separator.upperBound])
    expected = String(text[separator.upperBound...])
    expectedLine = head.count { $0 == "\n" } + 1
    for line in text[..<separator.lowerBound].split(separator: "\n") where line.first != "#" {
      guard let colon = line.firstRange(of: ": ") else {
        throw ScriptError("\(file): `\(line)` is no `key: value`")
      }
      let value = String(line[colon.upperBound...])
      switch line[..<colon.lowerBound] {
      case "recording": recording = value
      case "param": parameters.append(value)
      case "options": options += ShellWords.words(of: value) ?? []
      default: throw ScriptError("\(file): there is no key in `\(line)`")
      }
    }
  }

  /// Runs the query on the store of the recording.
  func run(format: String) throws -> CommandResult {
    try HindcastExecutable.run(
      ["run", query, "--format", format] + options + parameters.flatMap { ["--param", $0] },
      in: ProjectTree.root,
      environment: ["HINDCAST_STORE": try RecordedStores.path(of: recording)]
    )
  }

  /// The file's text with another answer.
  func text(expecting output: [String]) -> String {
    head + output.map { "\($0)\n" }.joined()
  }
}
