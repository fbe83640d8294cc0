/// A part of a report with a heading of its own.
struct ReportSection: Hashable, Sendable {
  /// The anchor.
  var id: String
  /// The heading.
  var title: String
  /// What it says before charts and tables.
  var paragraphs: [String]
  /// The charts.
  var charts: [ReportChart]
  /// The tables.
  var tables: [ReportTable]
}
