import Testing

@Suite("banned calls")
struct BannedCallTests {
  /// A note to oneself; an issue is the place for it.
  private static let reminder = "FIXME"

  @Test("nothing reaches for time, randomness, the terminal, or a trap")
  func calls() throws {
    let files = try SourceTree.current().swiftFiles
    Finding.report(files.flatMap(Self.bannedCalls), under: .bannedCall)
  }

  @Test("no comment postpones work")
  func reminders() throws {
    let files = try SourceTree.current().swiftFiles
    Finding.report(files.flatMap(Self.reminders))
  }

  @Test("calls are found in code, not in comments, strings, or longer names")
  func snippet() {
    let text = """
      print("1")
      // print("2")
      let text = "print(3) \\(Date())"
      reprint(4); printer.print(5)
      func print(_ six: Int) {}
      Swift.print(7); Foundation.Date()
      let eight = try! parse()
      let nine = retry ? ContinuousClockLike() : .now
      let ten = ContinuousClock().now
      let eleven = try !file.isOpen()
      """
    let reminder = "// \(Self.reminder): x"
    let lines = Self.bannedCalls(in: SourceFile(path: "Sources/A/a.swift", text: text)).map(\.line)
    #expect(lines == [1, 3, 6, 6, 7, 9])
    #expect(
      Self.bannedCalls(in: SourceFile(path: "Sources/hindcast/a.swift", text: text)).count == 1
    )
    #expect(
      Self.reminders(in: SourceFile(path: "a.swift", text: reminder)).count == 1
    )
  }

  static func bannedCalls(in file: SourceFile) -> [Finding] {
    let banned = BannedCall.all.filter { !file.isInside($0.allowedFolders) }
    return file.tokens.indices.flatMap { index in
      banned.filter { $0.begins(at: index, in: file.tokens) }.map {
        Finding(
          path: file.path,
          line: file.tokens[index].line,
          message: "`\($0.text)` does not belong here: \($0.replacement)"
        )
      }
    }
  }

  static func reminders(in file: SourceFile) -> [Finding] {
    file.commentLines.enumerated().filter { $0.element.contains(reminder) }.map {
      Finding(path: file.path, line: $0.offset + 1, message: "do it now, or open an issue for it")
    }
  }
}
