import Foundation
import Testing

/// Expected files beside the tests; `HINDCAST_REWRITE=1` writes them anew.
enum Golden {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden")

  static func expect(_ text: String, equals name: String) throws {
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["HINDCAST_REWRITE"] != nil {
      try Data(text.utf8).write(to: file)
      return
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let lines = (expected.split(separator: "\n"), text.split(separator: "\n"))
    let first = zip(lines.0, lines.1).first { $0 != $1 }
    #expect(
      text == expected,
      """
      \(name) differs\(first.map { ":\n- \($0)\n+ \($1)" } ?? ""); \
      HINDCAST_REWRITE=1 writes it anew
      """
    )
  }
}
