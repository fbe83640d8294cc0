internal import KubernetesObjects

/// Reads the documents of a YAML file as JSON, and finds in them what was wrong in the JSON.
struct YAMLRecords {
  /// A document, read.
  private struct Record {
    var number: Int
    var json: [UInt8]
    /// What it was in YAML; nil where it was JSON already.
    var yaml: YAMLDocument?
  }

  private var last: Record?
  private let parser = JSONParser(depthMax: YAMLDocument.depthMax)

  /// Returns a document as JSON, as which it may stand between YAML's separators too.
  mutating func json(
    of document: Document,
    _ bytes: UnsafeRawBufferPointer
  ) throws(RecordProblem) -> [UInt8] {
    if let last, last.number == document.number { return last.json }
    if bytes.first == UInt8(ascii: "{"), isJSON(bytes) {
      let json = [UInt8](bytes)
      last = Record(number: document.number, json: json)
      return json
    }
    do {
      let yaml = try YAMLDocument(bytes)
      last = Record(number: document.number, json: yaml.json, yaml: yaml)
      return yaml.json
    } catch {
      throw RecordProblem(
        field: nil,
        byteInDocument: Self.byte(ofLine: error.line, in: bytes),
        message: error.message,
        isInSource: true
      )
    }
  }

  /// The problem with its place in the file's text, and the number of its document.
  mutating func placed(
    _ problem: RecordProblem,
    in document: Document,
    _ bytes: UnsafeRawBufferPointer
  ) -> RecordProblem {
    var placed = problem
    placed.message = "document \(document.number): \(problem.message)"
    guard !problem.isInSource, let json = try? json(of: document, bytes), let yaml = last?.yaml
    else { return placed }
    let byte = place(of: problem.field, in: json) ?? problem.byteInDocument ?? 0
    placed.byteInDocument = Self.byte(ofLine: yaml.line(ofJSONByte: byte), in: bytes)
    return placed
  }

  private func isJSON(_ bytes: UnsafeRawBufferPointer) -> Bool {
    (try? parser.withDocument(bytes) { _ in true }) ?? false
  }

  /// Where the deepest value on the way to a field begins.
  private func place(of field: String?, in json: [UInt8]) -> Int? {
    guard let field else { return nil }
    return try? parser.withDocument(json) { $0.deepest(towards: field).rawRange.lowerBound }
  }

  /// The byte of a text at which what stands on a line begins.
  private static func byte(ofLine line: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    var start = 0
    for _ in 1..<max(line, 1) {
      guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { break }
      start = end + 1
    }
    let content = bytes[start...].firstIndex { $0 != 32 && $0 != 9 }
    return content ?? start
  }
}
