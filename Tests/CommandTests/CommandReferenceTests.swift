import Foundation
import Testing

/// The reference of the command line, against what the executable says of itself.
@Suite("command line reference")
struct CommandReferenceTests {
  private static let document = "docs/reference/cli.md"
  /// Options that the reference tells once for all commands.
  private static let common: Set = ["--store", "--help", "-h", "--version"]
  /// Commands whose options are those of another.
  private static let others = ["run": "query"]

  @Test("every command has a row in the table, a section, and its options in that section")
  func commands() throws {
    let text = try ProjectTree.text(of: Self.document)
    for command in try CommandTree.current().commands {
      let name = command.commandName
      #expect(text.contains("\n| [`\(name)`](#\(name)) | "), "no row of `\(name)`")
      let section = Self.section(name, of: text)
      #expect(!section.isEmpty, "no section of `\(name)`")
      let whole = section + (Self.others[name].map { Self.section($0, of: text) } ?? "")
      for option in command.options where !Self.common.contains(option) {
        #expect(
          whole.contains("`\(option)`") || whole.contains("`\(option) ")
            || whole.contains("[\(option)]"),
          "\(name): nothing of \(option)"
        )
      }
    }
  }

  @Test("the reference names no option of a command that the command has not")
  func options() throws {
    let text = try ProjectTree.text(of: Self.document)
    for command in try CommandTree.current().commands {
      let rows = Self.section(command.commandName, of: text).split(separator: "\n")
        .filter { $0.hasPrefix("| `-") }
      for row in rows {
        let cell = row.split(separator: "|").first ?? ""
        for match in cell.matches(of: /`(--?[a-z-]+)/) {
          #expect(
            command.options.contains(String(match.output.1)),
            "\(command.commandName): \(row)"
          )
        }
      }
    }
  }

  private static func section(_ name: String, of text: String) -> String {
    let parts = text.components(separatedBy: "\n## \(name)\n")
    return parts.count == 2 ? parts[1].components(separatedBy: "\n## ")[0] : ""
  }
}
