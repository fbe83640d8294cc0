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
    guard !Self.isSilent(source.bytes[...]) else {
      self = .nothing
      return
    }
    let isMissingMore = parsed.diagnostics.allSatisfy { diagnostic in
      guard let place = diagnostic.primary?.span else { return false }
      return Self.isSilent(source.bytes[place.start...])
    }
    self = isMissingMore ? .incomplete : .complete
  }

  /// Whether there is nothing but white space and comments.
  private static func isSilent(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.split(separator: 0x0A).allSatisfy { line in
      let first = line.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
      return first == nil || first == 0x23
    }
  }
}
