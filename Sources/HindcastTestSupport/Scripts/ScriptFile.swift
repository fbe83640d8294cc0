/// A script as it stands in its file, and its cases.
public struct ScriptFile: Hashable, Sendable {
  /// The line between input and expectation.
  static let separator = "----"

  /// The lines; the last one is empty where the file ends in a line break.
  public var lines: [String]
  /// The cases, in order.
  public var cases: [ScriptCase]

  /// Reads a script; throws `ScriptError` with the line for text that is none.
  public init(_ text: String) throws {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    cases = []
    var index = 0
    while index < lines.count {
      if lines[index].isEmpty || lines[index].hasPrefix("#") {
        index += 1
      } else {
        cases.append(try Self.readCase(lines, &index))
      }
    }
  }

  private static func readCase(_ lines: [String], _ index: inout Int) throws -> ScriptCase {
    let first = index
    let directive: ScriptDirective
    do {
      directive = try ScriptDirective(line: lines[index])
    } catch {
      throw ScriptError("line \(first + 1): \(error.message)")
    }
    index += 1
    guard let end = lines[index...].firstIndex(of: separator) else {
      throw ScriptError("line \(first + 1): `\(directive.name)` has no line `\(separator)`")
    }
    let input = Array(lines[index..<end])
    index = end + 1
    let start = index
    var expected: [String] = []
    if index < lines.count, lines[index] == separator {
      index += 1
      while true {
        guard index + 1 < lines.count else {
          throw ScriptError(
            "line \(start + 1): the doubled `\(separator)` has no doubled `\(separator)` behind it"
          )
        }
        if lines[index] == separator, lines[index + 1] == separator { break }
        expected.append(lines[index])
        index += 1
      }
      index += 2
    } else {
      while index < lines.count, !lines[index].isEmpty {
        expected.append(lines[index])
        index += 1
      }
    }
    return ScriptCase(
      directive: directive,
      line: first + 1,
      input: input,
      expected: expected,
      expectedRange: start..<index
    )
  }

  /// The file's text with other expectations for some cases, all else as it was.
  ///
  /// Outputs that hold empty lines stand between doubled separators.
  public func text(replacing outputs: [Int: [String]]) -> String {
    var lines = lines
    for index in cases.indices.reversed() {
      guard let output = outputs[index] else { continue }
      let needsDoubling = output.contains { $0.isEmpty || $0 == Self.separator }
      let doubled = [Self.separator] + output + [Self.separator, Self.separator]
      lines.replaceSubrange(
        cases[index].expectedRange,
        with: needsDoubling ? doubled : output
      )
    }
    return lines.joined(separator: "\n")
  }
}
