import Diagnostics
import QuerySyntax

/// What a session does with the lines that were typed so far.
enum InputReading: Hashable {
  /// There is nothing to ask.
  case nothing
  /// The query goes on in the next line.
  case incomplete
  /// The query is complete, or wrong in a way that more lines do not mend.
  case complete

  /// Reads a query's lines.
  ///
  /// A query is incomplete where something is missing at its end and nothing is wrong before: after
  /// `pods serving` a Service, after `|` a stage, after `(` what closes it.
  init(_ text: String) {
    let source = SourceText(name: "query", text: text)
    let parsed = Parser.parse(source)
    guard parsed.query == nil else {
      self = .complete
      return
    }
    let end = Self.end(of: text)
    if end == 0 {
      self = .nothing
    } else {
      let isMissingMore = parsed.diagnostics.allSatisfy { diagnostic in
        guard let place = diagnostic.primary?.span else { return false }
        return place.start >= end
      }
      self = isMissingMore ? .incomplete : .complete
    }
  }

  /// The offset behind the last word; comments and white space do not count.
  private static func end(of text: String) -> Int {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    while let last = lines.last {
      let words = last.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
      if !words.isEmpty, words.first != "#" { break }
      lines.removeLast()
    }
    guard var bytes = lines.last.map({ Array($0.utf8) }) else { return 0 }
    while let byte = bytes.last, byte == 0x20 || byte == 0x09 || byte == 0x0D { bytes.removeLast() }
    return lines.dropLast().reduce(0) { $0 + $1.utf8.count + 1 } + bytes.count
  }
}
