import HindcastTestSupport

/// What properties hold each other to.
enum Check {
  /// Throws where two texts differ, with their difference.
  static func equal(_ first: String, _ second: String, _ what: String) throws {
    guard first != second else { return }
    throw ScriptError("\(what)\n" + UnifiedDiff.text(expected: lines(first), actual: lines(second)))
  }

  /// Throws where two sets of rows differ, with their difference.
  static func equal(_ first: [[String]], _ second: [[String]], _ what: String) throws {
    let expected = first.map { $0.joined(separator: " | ") }.sorted()
    let actual = second.map { $0.joined(separator: " | ") }.sorted()
    guard expected != actual else { return }
    throw ScriptError("\(what)\n" + UnifiedDiff.text(expected: expected, actual: actual))
  }

  /// Throws where something does not hold.
  static func holds(_ condition: Bool, _ what: @autoclosure () -> String) throws {
    guard condition else { throw ScriptError(what()) }
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  }
}
