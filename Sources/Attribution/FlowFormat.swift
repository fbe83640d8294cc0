/// How rows are written.
public enum FlowFormat: String, Sendable, CaseIterable {
  /// Delimited text by RFC 4180: a header, quotes where they are needed.
  case csv
  /// A JSON object a line.
  case ndjson
  /// Zeek's logs: `#fields`, tabs, no quotes.
  case zeek
}
