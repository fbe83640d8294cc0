import KubernetesObjects

/// YAML documents, made to JSON.
final class YAMLTarget: FuzzTarget {
  static let name = "yaml"
  static let words = [
    "&a ", "*a", "<<: ", "<<: [*a, *b]", "!!str ", "!!int ", "!!map ", "!!set ", "? ", "- ", ": ",
    "|\n", ">-\n", "|2\n", "yes", "off", "~", "0o17", "0777", "1_000", "0x1F", ".inf", ".nan",
    "2001-12-14", "%YAML 1.1\n", "---\n", "...\n", "{", "}", "[", "]", ", ", "\"", "'", "#", "\t",
    "metadata:", "items:", "apiVersion: v1", "kind: List",
  ]

  private let parser = JSONParser(depthMax: JSONParser.depthLimit)

  init(folder: String) {}

  func seeds() throws -> [[UInt8]] {
    try FuzzCorpus.files(in: "Tests/Fixtures/manifests")
      + FuzzCorpus.files(in: "Tests/Fixtures/manifests/kyaml")
  }

  /// How many lines a text has at most: YAML ends them with more than line feeds.
  private static func lineCount(of input: [UInt8]) -> Int {
    1 + input.count(where: { [10, 13, 0x85, 0xA8, 0xA9].contains($0) })
  }

  func take(_ input: [UInt8]) throws -> String {
    let lineCount = Self.lineCount(of: input)
    do {
      let document = try input.withUnsafeBytes { bytes throws(YAMLSyntaxError) in
        try YAMLDocument(bytes)
      }
      do {
        try parser.withDocument(document.json) { _ in }
      } catch let error as JSONSyntaxError {
        throw FuzzFailure("what YAML is made to is no JSON: \(error.message)")
      }
      for byte in [0, document.json.count / 2, document.json.count, .max] {
        let line = document.line(ofJSONByte: byte)
        try FuzzFailure.unless((1...lineCount).contains(line), "line \(line) of \(lineCount)")
      }
      return "read"
    } catch let error as YAMLSyntaxError {
      try FuzzFailure.unless(
        (1...lineCount).contains(error.line),
        "an error at line \(error.line) of \(lineCount)"
      )
      return error.message
    }
  }
}
