public import Diagnostics
public import TopologyModel

/// A report could not be made or checked.
public enum ReportError: CategorizedError {
  /// A query was refused; the diagnostics are of its text.
  case refused([Diagnostic], SourceText)
  /// A text holds no statement of a report.
  case noStatement
  /// A part of a report in CSV is missing, or was changed.
  case missingPart(String)

  /// The kind of failure.
  public var category: AnomalyCategory {
    switch self {
    case .refused, .noStatement: .incorrect
    case .missingPart: .notFound
    }
  }

  /// What happened.
  public var message: String {
    switch self {
    case .refused(let diagnostics, _):
      diagnostics.first.map(\.message) ?? "a query of the report was refused"
    case .noStatement: "the file states nothing that a report could be made from again"
    case .missingPart(let name): "the report names the file `\(name)`, which cannot be read"
    }
  }

  /// What to do next.
  public var help: String? {
    switch self {
    case .refused(let diagnostics, _): diagnostics.first.flatMap(\.help)
    case .noStatement: "name a file that `hindcast report` wrote, as it wrote it"
    case .missingPart: "keep the files of a report in CSV in one folder"
    }
  }
}
