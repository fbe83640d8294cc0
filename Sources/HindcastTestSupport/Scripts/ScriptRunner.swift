/// Runs scripts: text files of cases, each with what it is expected to put out.
///
/// ```text
/// query at=10:00:05
/// pods serving shop/cart on port 80
/// ----
/// (0 rows)
/// ```
public struct ScriptRunner: Sendable {
  /// The command that makes outputs the expectations.
  public static let rewriteCommand = "HINDCAST_REWRITE=1 swift test --filter ScriptTests"

  /// Creates a runner.
  public init() {}

  /// Runs all cases of a script in order; throws `ScriptError` for text that is no script.
  ///
  /// Whether a query is answered or refused is said by its directive, not by the expectation: what
  /// breaks that, or makes two evaluations differ, is a failure that no rewrite removes.
  public func run(_ text: String) throws -> ScriptReport {
    let file = try ScriptFile(text)
    let session = try ScriptSession()
    var failures: [ScriptReport.Failure] = []
    var outputs: [Int: [String]] = [:]
    for (index, testCase) in file.cases.enumerated() {
      do {
        let lines = Self.lines(try session.output(of: testCase))
        guard !Self.isExpected(lines, testCase) else { continue }
        outputs[index] = lines
        failures.append(Self.failure(testCase, lines))
      } catch {
        failures.append(
          ScriptReport.Failure(line: testCase.line, message: "\(error)", isRewritable: false)
        )
      }
    }
    return ScriptReport(failures: failures, rewritten: file.text(replacing: outputs))
  }

  private static func isExpected(_ lines: [String], _ testCase: ScriptCase) -> Bool {
    if lines == testCase.expected { return true }
    return testCase.directive.words.contains("unordered")
      && lines.sorted() == testCase.expected.sorted()
  }

  private static func failure(
    _ testCase: ScriptCase,
    _ lines: [String]
  ) -> ScriptReport.Failure {
    let diff = UnifiedDiff.text(
      expected: testCase.expected,
      actual: lines,
      firstLine: testCase.expectedRange.lowerBound + 1
    )
    return ScriptReport.Failure(
      line: testCase.line,
      message: "\(diff)to accept the output: \(rewriteCommand)",
      isRewritable: true
    )
  }

  private static func lines(_ output: String) -> [String] {
    var lines = output.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }
}
