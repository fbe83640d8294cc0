/// Text that may not stand in code outside some places, and what to write instead.
struct BannedCall {
  let text: String
  let replacement: String
  /// The folders where it may stand.
  let allowedFolders: [String]

  private static let rim = ["Sources/hindcast"]
  private static let clocks = rim + ["Tests/Benchmarks", "Tests/Faults"]
  private static let randomness = rim + ["Sources/HindcastTestSupport", "Tests"]

  private static let time = "take the time as a parameter; only the executable reads a clock"
  private static let random = "take a seed or a generator as a parameter"
  private static let wait = "wait for the event itself, not for time to pass"

  static let all: [BannedCall] = [
    BannedCall(
      text: "print(",
      replacement: "return the text, or write it to a stream that the caller hands in",
      allowedFolders: clocks
    ),
    BannedCall(text: "Date()", replacement: time, allowedFolders: clocks),
    BannedCall(text: "Date.now", replacement: time, allowedFolders: clocks),
    BannedCall(text: "ContinuousClock", replacement: time, allowedFolders: clocks),
    BannedCall(text: "SuspendingClock", replacement: time, allowedFolders: clocks),
    BannedCall(
      text: "Task.sleep",
      replacement: wait,
      allowedFolders: clocks + ["Sources/HindcastTestSupport/Waiting"]
    ),
    BannedCall(text: "Thread.sleep", replacement: wait, allowedFolders: rim),
    BannedCall(text: "UUID()", replacement: random, allowedFolders: randomness),
    BannedCall(
      text: "SystemRandomNumberGenerator",
      replacement: random,
      allowedFolders: randomness
    ),
    BannedCall(
      text: "try!",
      replacement: "throw, or `try #require` in a test",
      allowedFolders: []
    ),
    BannedCall(
      text: "fatalError(",
      replacement: "throw a typed error; for a broken invariant, `preconditionFailure` with values",
      allowedFolders: []
    ),
  ]

  private static let modules: Set<String> = ["Swift", "Foundation", "FoundationEssentials"]

  private let tokens: [SourceToken]

  init(text: String, replacement: String, allowedFolders: [String]) {
    self.text = text
    self.replacement = replacement
    self.allowedFolders = allowedFolders
    self.tokens = SourceToken.tokens(of: Array(text.utf8))
  }

  /// Whether the call begins at a token of a file.
  ///
  /// A method or a nested type of the same name does not count, nor does a declaration.
  func begins(at index: Int, in file: [SourceToken]) -> Bool {
    guard file[index].text == tokens[0].text, index + tokens.count <= file.count else {
      return false
    }
    let candidates = file[index..<index + tokens.count]
    let isSame = zip(candidates, tokens).allSatisfy { $0.text == $1.text }
    let isJoined = zip(candidates, candidates.dropFirst()).allSatisfy { $0.endOffset == $1.offset }
    return isSame && isJoined && !Self.isMemberOrDeclaration(at: index, in: file)
  }

  private static func isMemberOrDeclaration(at index: Int, in file: [SourceToken]) -> Bool {
    guard index > 0 else { return false }
    let isMember = file[index - 1].text == "."
    let isOfModule = index > 1 && modules.contains(file[index - 2].text)
    return isMember && !isOfModule || file[index - 1].text == "func"
  }
}
