internal import Foundation

/// A report as it was written to a file, with what it states.
public struct StoredReport: Sendable {
  /// The format, known by the content.
  public let format: ReportFormat
  /// What it was made from.
  public let statement: ReportStatement
  /// The names of its tables that are files of their own, in CSV.
  public let parts: [String]
  private let bytes: [UInt8]

  /// Reads the main file of a report; throws `ReportError.noStatement` for another file.
  public init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    let text = String(decoding: bytes, as: UTF8.self)
    if text.hasPrefix("<!DOCTYPE html>") {
      format = .html
      parts = []
      statement = try Self.statement(
        in: text,
        from: "<script type=\"application/json\" id=\"hindcast-report\">",
        to: "</script>"
      )
    } else if text.hasPrefix("{") {
      format = .json
      parts = []
      statement = try Self.statement(in: text, from: "{\"statement\":", to: ",\n")
    } else if text.hasPrefix("name,value\r\n") {
      format = .csv
      let lines = CSVReader.lines(bytes).filter { $0.count == 2 }
      let texts = Dictionary(lines.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
      guard let statement = ReportStatement(texts: texts) else { throw ReportError.noStatement }
      self.statement = statement
      parts = lines.compactMap { line in
        guard line[0].hasPrefix("table: ") else { return nil }
        let name = String(line[0].dropFirst("table: ".count))
        return name.allSatisfy { $0.isLetter || $0 == "_" } ? name : nil
      }
    } else {
      format = .markdown
      parts = []
      statement = try Self.statement(in: text, from: "<!-- hindcast-report ", to: " -->")
    }
  }

  /// Compares it with a report that was made again; `read` gives the files beside it.
  ///
  /// Returns nil where all bytes are equal. Throws `ReportError.missingPart` where one is missing.
  public func difference(
    from remade: [ReportFile],
    read: (ReportFile) throws -> [UInt8]?
  ) throws -> ReportDifference? {
    for (index, file) in remade.enumerated() where index > 0 {
      guard let bytes = try read(file) else {
        throw ReportError.missingPart(file.part ?? "")
      }
      if let difference = ReportDifference(stored: bytes, remade: file, format) {
        return difference
      }
    }
    return remade.first.flatMap { ReportDifference(stored: bytes, remade: $0, format) }
  }

  /// The last text between two marks; names within the report cannot forge it.
  private static func statement(
    in text: String,
    from start: String,
    to end: String
  ) throws -> ReportStatement {
    guard let opening = text.range(of: start, options: .backwards),
      let closing = text.range(of: end, range: opening.upperBound..<text.endIndex),
      let statement = ReportStatement(
        json: Data(text[opening.upperBound..<closing.lowerBound].utf8)
      )
    else { throw ReportError.noStatement }
    return statement
  }
}
