internal import KubernetesObjects
internal import TopologyModel

/// Parses the documents of one file, one after the other, and says where they fail.
final class RecordReader {
  /// What helps with every record that cannot be read.
  static let skipHelp = "correct the record, or pass it over with `--skip-invalid`"

  /// The file.
  let content: FileContent
  /// The next document.
  var cursor: DocumentCursor
  /// How many documents were read.
  private(set) var recordCount = 0
  private var isDamageTold = false
  /// The last place whose line was counted; what fails next in a long document lies behind it.
  private var counted: (offset: Int, line: Int)?
  private let parser = JSONParser()
  private var yaml = YAMLRecords()

  /// Creates a reader at the beginning of a file.
  convenience init(content: FileContent) {
    self.init(content: content, layout: DocumentLayout(of: content.bytes))
  }

  /// Creates a reader at the beginning of a file whose layout is known.
  init(content: FileContent, layout: DocumentLayout) {
    self.content = content
    cursor = DocumentCursor(bytes: content.bytes, layout: layout)
  }

  /// Whether the documents are YAML, or JSON between YAML's separators.
  var isYAML: Bool { cursor.layout == .yaml }

  /// Begins again at the beginning of the file; what was read as YAML last is kept.
  func rewind() {
    cursor = DocumentCursor(bytes: content.bytes, layout: cursor.layout)
    recordCount = 0
    isDamageTold = false
  }

  /// Forgets the documents of a stream that were passed, and adds those that arrived.
  func extend(with bytes: [UInt8], arrivals: ArrivalTimes, isLast: Bool) {
    let passed = cursor.offset
    content.extend(passing: passed, with: bytes, arrivals: arrivals, isLast: isLast)
    cursor.goOn()
    counted = nil
  }

  /// Moves past the next document and counts it.
  func next() -> Document? {
    guard let document = cursor.next() else { return nil }
    // YAML that was cut off may still be well formed, and say something else than the whole.
    let isCut = content.damage != nil && document.range.upperBound == content.bytes.count
    guard !isYAML || !isCut else { return nil }
    recordCount += 1
    return document
  }

  /// How many documents follow.
  func countRest() -> Int {
    var rest = cursor
    var count = 0
    while rest.next() != nil { count += 1 }
    return count
  }

  /// Parses a document and hands its root to `body`; throws `RecordProblem` and what `body` throws.
  func parse<Result>(
    _ document: Document,
    _ body: (JSONValue) throws -> Result
  ) throws -> Result {
    guard !isYAML else {
      return try parser.withDocument(
        try withBytes(document) { try yaml.json(of: document, $0) },
        body
      )
    }
    do {
      return try withBytes(document) { try parser.withDocument($0, body) }
    } catch let error as JSONSyntaxError {
      let isLast = !content.isOpen && document.range.upperBound == content.bytes.count
      let isCut = isLast && error.byteOffset + 1 >= document.range.count
      throw RecordProblem(
        field: nil,
        byteInDocument: error.byteOffset,
        message: isCut
          ? "the file ends in the middle of a record: \(error.message)" : error.message
      )
    }
  }

  /// When a document without a time of its own was observed.
  func assumedTime(of document: Document, _ options: ImportOptions) -> Instant {
    let end = content.passedCount + document.range.upperBound
    let arrival = content.arrivals.time(ofBytesBefore: end)
    return options.assumedTime ?? arrival ?? options.importTime
  }

  /// The note that the documents have no times of their own; nil where there are none.
  func timesAssumedNote(_ options: ImportOptions) -> ImportNote? {
    guard recordCount > 0 else { return nil }
    let single = options.assumedTime ?? options.importTime
    let arrivals = options.assumedTime == nil ? content.arrivals.range : nil
    return .timesAssumed(
      arrivals ?? single...single,
      order: "in the order of their revisions",
      file: content.path
    )
  }

  /// Hands the bytes of a document to `body`.
  func withBytes<Result>(
    _ document: Document,
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try content.bytes.withBytes(document.range, body)
  }

  /// The failure for people that a problem with a document is.
  func failure(_ problem: RecordProblem, in document: Document) -> ImportFailure {
    let start = document.range.lowerBound
    let problem =
      isYAML ? withBytes(document) { yaml.placed(problem, in: document, $0) } : problem
    let offset = min(start + (problem.byteInDocument ?? 0), document.range.upperBound)
    if document.range.upperBound == content.bytes.count, let failure = damageFailure() {
      return failure
    }
    return ImportFailure(
      file: content.path,
      line: line(at: offset, of: document),
      byteOffset: content.passedCount + offset,
      field: problem.field,
      message: problem.message,
      help: problem.help ?? Self.skipHelp
    )
  }

  private func line(at offset: Int, of document: Document) -> Int {
    let start = document.range.lowerBound
    var known = (offset: start, line: document.line)
    if let counted, (start...max(start, offset)).contains(counted.offset) { known = counted }
    let line = content.line(at: offset, from: known.offset, line: known.line)
    counted = (offset, line)
    return line
  }

  /// The failure that the file's content ends too early, unless it was told already.
  func damageFailure() -> ImportFailure? {
    guard let damage = content.damage, !isDamageTold else { return nil }
    isDamageTold = true
    let lineBreak = UInt8(ascii: "\n")
    let line = content.bytes.count(of: lineBreak) + 1
    return ImportFailure(
      file: content.path,
      line: line,
      byteOffset: content.bytes.count,
      field: nil,
      message: damage,
      help: "get the file again; what stands before is imported"
    )
  }
}
