/// What stands in the comments at the head of a saved query.
struct SavedQueryHeader {
  private(set) var documentation: [String] = []
  private(set) var parameters: [String] = []
  private(set) var columns: [String] = []
  /// The lines behind the comments.
  private(set) var statement = ""

  init(_ text: String) {
    for line in text.split(separator: "\n") {
      if let value = Self.value(of: "# doc: ", in: line) {
        documentation.append(value)
      } else if let value = Self.value(of: "# param ", in: line) {
        parameters.append(String(value.prefix { $0 != ":" }))
      } else if let value = Self.value(of: "# columns: ", in: line) {
        columns += value.split { ", ".contains($0) }.map(String.init)
      } else if line.first != "#" {
        statement += line + "\n"
      }
    }
  }

  private static func value(of prefix: String, in line: Substring) -> String? {
    line.hasPrefix(prefix) ? String(line.dropFirst(prefix.count)) : nil
  }
}
