public import QueryEngine

/// A report as a value: tables, charts, and what they rest on; formats are functions of it.
public struct Report: Sendable {
  /// A figure of the overview.
  struct Fact: Hashable, Sendable {
    var name: String
    var value: String
  }

  /// What it was made from.
  public var statement: ReportStatement
  /// The figures that come first.
  var facts: [Fact]
  /// The report's own sections.
  var sections: [ReportSection]
  /// What was watched, and the gaps.
  var coverage: ReportTable
  /// The share of the span that was observed, in words.
  var coverageText: String
  /// Unobserved time of the kinds that the report reads.
  var gaps: Stretches
  /// What the answers noted, each once.
  public var notes: [Note]
  /// What the report says about itself beside those.
  var remarks: [String]
  /// The queries that it was made of, in canonical text.
  var queries: [String]

  /// All tables, those of the sections first.
  var tables: [ReportTable] { sections.flatMap(\.tables) + [coverage] }

  /// The heading of the whole.
  var title: String { statement.request.name.title }
}
