/// How a report is written.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// One page for a browser or a printer.
  case html
  /// Text for a pull request.
  case markdown
  /// A file for each table, and one that states what they rest on.
  case csv
  /// One object for programs.
  case json

  /// The format that a file's name asks for by its ending; nil for another ending.
  public init?(fileName: String) {
    let ending = fileName.split(separator: ".").last?.lowercased() ?? ""
    guard fileName.contains(".") else { return nil }
    switch ending {
    case "html", "htm": self = .html
    case "md", "markdown": self = .markdown
    case "csv": self = .csv
    case "json": self = .json
    default: return nil
    }
  }
}
