import Testing

@Suite("lengths")
struct LengthTests {
  static let functionLinesMax = 70
  static let fileLinesMax = 500
  /// How many functions may be longer because they are a table, written as one `switch`.
  static let tableMarkersMax = 6

  @Test("every function fits")
  func functions() throws {
    let files = try SourceTree.current().swiftFiles
    Finding.report(files.flatMap(Self.longFunctions), under: .functionLength)
  }

  @Test("every Swift file fits")
  func files() throws {
    let files = try SourceTree.current().swiftFiles
    Finding.report(
      files.filter { $0.lineCount > Self.fileLinesMax }.map(Self.longFile),
      under: .fileLength
    )
  }

  @Test("few functions are marked as tables, and each needs it")
  func tables() throws {
    let files = try SourceTree.current().swiftFiles
    #expect(files.map { Self.markerLines(of: $0).count }.reduce(0, +) <= Self.tableMarkersMax)
    Finding.report(files.flatMap(Self.needlessMarkers))
  }

  @Test("a function one line too long is found, a table is not")
  func snippet() {
    let lines = Array(repeating: "  work()", count: Self.functionLinesMax - 1)
    let long = (["func long() {"] + lines + ["}"]).joined(separator: "\n")
    let table = (["func table() {", "  // tidy: table"] + lines + ["}"]).joined(separator: "\n")
    let short = "func short() {\n  // tidy: table\n}"
    let file = SourceFile(path: "a.swift", text: [long, table, short].joined(separator: "\n"))
    #expect(Self.longFunctions(of: file).map(\.line) == [1])
    #expect(Self.needlessMarkers(of: file).map(\.line) == [file.lineCount - 1])
  }

  static func longFunctions(of file: SourceFile) -> [Finding] {
    let markers = markerLines(of: file)
    return FunctionBody.bodies(in: file.tokens).compactMap { body in
      guard body.lineCount > functionLinesMax,
        !markers.contains(where: { body.firstLine...body.lastLine ~= $0 })
      else {
        return nil
      }
      let excess = "\(body.lineCount) lines, of at most \(functionLinesMax)"
      let message = "`\(body.name)` has \(excess); branch in the parent and move work to leaves"
      return Finding(path: file.path, line: body.firstLine, message: message)
    }
  }

  private static func longFile(_ file: SourceFile) -> Finding {
    Finding(
      path: file.path,
      line: nil,
      message: "\(file.lineCount) lines, of at most \(fileLinesMax); split it by aspect"
    )
  }

  private static func markerLines(of file: SourceFile) -> [Int] {
    file.commentLines.enumerated().compactMap { index, comment in
      comment.drop { $0 == " " }.hasPrefix("// tidy: table") ? index + 1 : nil
    }
  }

  private static func needlessMarkers(of file: SourceFile) -> [Finding] {
    let long = FunctionBody.bodies(in: file.tokens).filter { $0.lineCount > functionLinesMax }
    return markerLines(of: file)
      .filter { line in !long.contains { $0.firstLine...$0.lastLine ~= line } }
      .map { Finding(path: file.path, line: $0, message: "the function fits; remove the marker") }
  }
}
