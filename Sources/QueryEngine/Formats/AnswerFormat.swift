/// The formats that an answer can be rendered in.
public enum AnswerFormat: String, CaseIterable, Sendable {
  /// Aligned columns, the notes, and what the answer rests on.
  case table
  /// The table with all columns.
  case wide
  /// A block of lines for each row.
  case vertical
  /// Over a span, a line for each object with its states drawn over time; counts as sparklines.
  case timeline
  /// One JSON object.
  case json
  /// A JSON object on each line: the envelope, the rows, the row count.
  case ndjson
  /// Comma-separated values with a header.
  case csv
  /// A table for GitHub, with the notes as a list.
  case markdown
  /// The members of the JSON object as a YAML document.
  case yaml

  /// Whether it is made for people; the others are made for programs.
  public var isForPeople: Bool {
    switch self {
    case .table, .wide, .vertical, .timeline, .markdown: true
    case .json, .ndjson, .csv, .yaml: false
    }
  }

  /// The answer in the format, ending in a line break.
  ///
  /// Formats for people are shown as `display` says; without it as files get them.
  public func text(_ answer: Answer, display: DisplayOptions = .plain) -> String {
    switch self {
    case .table: TableFormat(display: display).text(answer)
    case .wide: TableFormat(isWide: true, display: display).text(answer)
    case .vertical: VerticalFormat(display: display).text(answer)
    case .timeline: TimelineFormat(display: display).text(answer)
    case .json: JSONFormat().text(answer)
    case .ndjson: NDJSONFormat().text(answer)
    case .csv: CSVFormat().text(answer)
    case .markdown: MarkdownFormat(display: display).text(answer)
    case .yaml: YAMLFormat().text(answer)
    }
  }

  /// What the format has no place for, to be printed to standard error; nil where it has all.
  public func remarks(_ answer: Answer) -> String? {
    switch self {
    case .csv: CSVFormat.remarks(answer)
    case .table, .wide, .vertical, .timeline, .json, .ndjson, .markdown, .yaml: nil
    }
  }
}
