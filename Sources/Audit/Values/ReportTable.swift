import QueryEngine

/// A table of a report.
struct ReportTable: Hashable, Sendable {
  /// The name in formats for programs, such as `outages`.
  var name: String
  /// What it shows, for people.
  var title: String
  /// The columns; what is `wide` is left to formats for programs.
  var columns: [Column]
  /// The rows, a cell for each column.
  var rows: [[Value]]
  /// What to say where there is no row.
  var emptyText: String
  /// Whether only formats for programs have it, since a chart shows it to people.
  var isForPrograms = false
}
