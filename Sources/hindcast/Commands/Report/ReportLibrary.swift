import Audit
import Diagnostics
import TopologyModel

/// The reports by name.
enum ReportLibrary {
  /// The names in a line.
  static let names = ReportName.allCases.map(\.rawValue).joined(separator: ", ")

  /// What stands in a report's place where one is checked.
  static let verification = "verify"

  /// The report of that name; throws `UsageError` with the nearest one for another name.
  static func report(_ name: String) throws -> ReportName {
    if let report = ReportName(rawValue: name) { return report }
    let all = ReportName.allCases.map(\.rawValue)
    let closest = EditDistance.closest(to: name, in: all + [verification])
    throw UsageError(
      category: .notFound,
      message: "there is no report `\(name)`",
      help: closest.map { "did you mean `\($0)`?" } ?? "there are \(names)"
    )
  }

  /// A line for each report.
  static var list: String {
    let width = ReportName.allCases.map(\.rawValue.count).max() ?? 0
    return ReportName.allCases.map { report in
      let padding = String(repeating: " ", count: width - report.rawValue.count)
      return "\(report.rawValue)\(padding)  \(report.summary)\n"
    }.joined()
  }
}
