/// Line differences as people know them from `diff -u`.
public enum UnifiedDiff {
  private static let contextLines = 3

  /// Returns the difference, or an empty text for equal lines; line numbers begin at `firstLine`.
  public static func text(
    expected: [String],
    actual: [String],
    firstLine: Int = 1
  ) -> String {
    let edits = edits(expected, actual)
    guard edits.contains(where: { $0.mark != " " }) else { return "" }
    var shown = [Bool](repeating: false, count: edits.count)
    for (index, edit) in edits.enumerated() where edit.mark != " " {
      let low = max(0, index - contextLines)
      let high = min(edits.count - 1, index + contextLines)
      for near in low...high { shown[near] = true }
    }
    var text = "--- expected\n+++ actual\n"
    var index = 0
    while index < edits.count {
      guard shown[index] else {
        index += 1
        continue
      }
      let end = shown[index...].firstIndex(of: false) ?? edits.count
      text += hunk(edits, index..<end, firstLine: firstLine)
      index = end
    }
    return text
  }

  private struct Edit {
    var mark: Character
    var line: String
  }

  private static func hunk(_ edits: [Edit], _ range: Range<Int>, firstLine: Int) -> String {
    func count(_ slice: ArraySlice<Edit>, without mark: Character) -> Int {
      slice.count { $0.mark != mark }
    }
    let oldStart = firstLine + count(edits[..<range.lowerBound], without: "+")
    let newStart = firstLine + count(edits[..<range.lowerBound], without: "-")
    let oldCount = count(edits[range], without: "+")
    let newCount = count(edits[range], without: "-")
    let head = "@@ -\(oldStart),\(oldCount) +\(newStart),\(newCount) @@\n"
    return head + edits[range].map { "\($0.mark)\($0.line)\n" }.joined()
  }

  private static func edits(_ old: [String], _ new: [String]) -> [Edit] {
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var edits: [Edit] = []
    var oldIndex = 0
    var newIndex = 0
    while oldIndex < old.count || newIndex < new.count {
      if oldIndex < old.count, removed.contains(oldIndex) {
        edits.append(Edit(mark: "-", line: old[oldIndex]))
        oldIndex += 1
      } else if newIndex < new.count, inserted.contains(newIndex) {
        edits.append(Edit(mark: "+", line: new[newIndex]))
        newIndex += 1
      } else {
        edits.append(Edit(mark: " ", line: old[oldIndex]))
        oldIndex += 1
        newIndex += 1
      }
    }
    return edits
  }
}

extension UnifiedDiff {
  /// Returns the difference of two texts.
  static func text(expected: String, actual: String) -> String {
    func lines(_ text: String) -> [String] {
      text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }
    return Self.text(expected: lines(expected), actual: lines(actual))
  }
}
