import Foundation

/// The files of the source that have the texts of examples.
enum ExampleFile {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Sources/HindcastServer/OpenAPI/Examples").standardized
  private static let columnsMax = 96
  private static let indentation = "      "

  /// Writes the texts, by source and media type, each group to its file.
  static func write(_ texts: [String: [String: String]]) throws {
    for group in ExampleRequest.groups {
      let sources = group.sources.map { source in
        let types = (texts[source] ?? [:]).sorted { $0.key < $1.key }
          .map { "      \"\($0.key)\": \(literal($0.value))" }
        return "    \"\(source)\": [\n\(list(types))\n    ]"
      }
      let name = group.name.prefix(1).uppercased() + group.name.dropFirst()
      let text = """
        // Written by DocumentExampleTests with HINDCAST_REWRITE=1.
        extension ExampleTexts {
          static let \(group.name): [String: [String: String]] = [
        \(list(sources))
          ]
        }

        """
      try Data(text.utf8).write(to: folder.appending(path: "ExampleTexts+\(name).swift"))
    }
  }

  /// Elements with commas, as the formatter wants them.
  private static func list(_ elements: [String]) -> String {
    elements.joined(separator: ",\n") + (elements.count > 1 ? "," : "")
  }

  /// A text as a literal of several lines, long ones broken.
  private static func literal(_ text: String) -> String {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { line in broken(String(line).replacing("\r", with: "\\#r")) }
    let indented = lines.map { $0.isEmpty ? "" : indentation + $0 }
    return "#\"\"\"\n\(indented.joined(separator: "\n"))\n\(indentation)\"\"\"#"
  }

  /// The parts of a line that goes on behind the end of each but the last.
  private static func broken(_ line: String) -> [String] {
    var parts: [String] = []
    var rest = Substring(line)
    while rest.count > columnsMax - indentation.count {
      parts.append(rest.prefix(columnsMax - indentation.count - 2) + "\\#")
      rest = rest.dropFirst(columnsMax - indentation.count - 2)
    }
    return parts + [String(rest)]
  }
}
