import Diagnostics
import QueryEngine
import QuerySyntax
import TopologyModel

/// What a `query` case asks for.
struct QueryDirective {
  var text: String
  var context: QueryContext
  /// How the answer is printed.
  var format: AnswerFormat
  /// Whether the query must be refused.
  var mustFail: Bool
  /// Codes of notes that the answer must carry.
  var notes: [String]
  var isUnordered: Bool
  /// The columns of the screen that the answer is for; nil for a file.
  var width: Int?

  /// What stands before a parameter's name in an option.
  private static let parameterPrefix = "param."

  init(_ testCase: ScriptCase, latest: Instant?) throws {
    let directive = testCase.directive
    try directive.allow(
      words: ["fails", "unordered"],
      options: [
        "allowed", "at", "format", "knownat", "lag", "namespace", "notes", "rowsmax", "width",
      ]
        + directive.options.keys.filter { $0.hasPrefix(Self.parameterPrefix) }
    )
    mustFail = directive.words.contains("fails")
    isUnordered = directive.words.contains("unordered")
    notes = directive.options["notes"]?.split(separator: ",").map { String($0) } ?? []
    let formatName = directive.options["format"] ?? "table"
    guard let format = AnswerFormat(rawValue: formatName) else {
      throw ScriptError("`format=\(formatName)` is no format")
    }
    self.format = format
    width = directive.options["width"].flatMap { Int($0) }
    var query = ScriptTime.expanded(testCase.input.joined(separator: "\n"))
    if let position = directive.options["knownat"] {
      query = Self.inserted("as known at event \(position)", into: query)
    }
    text = query
    context = QueryContext(now: try Self.now(directive.options["at"], latest: latest))
    if let namespace = directive.options["namespace"] { context.namespace = namespace }
    if let allowed = directive.options["allowed"] {
      context.restriction.namespaces = Set(allowed.split(separator: ",").map { String($0) })
    }
    if let lag = directive.options["lag"] {
      guard let nanoseconds = DurationExpression.nanoseconds(of: lag) else {
        throw ScriptError("`lag=\(lag)` is no duration such as `30s`")
      }
      context.findingLag = nanoseconds
    }
    for (key, value) in directive.options where key.hasPrefix(Self.parameterPrefix) {
      context.parameters[String(key.dropFirst(Self.parameterPrefix.utf8.count))] =
        ScriptTime.expanded(value)
    }
    if let rowsMax = directive.options["rowsmax"].flatMap({ Int($0) }) { context.rowsMax = rowsMax }
  }

  private static func now(_ text: String?, latest: Instant?) throws -> Instant {
    guard let text, text != "now" else {
      return latest ?? Instant(nanoseconds: 1_767_225_600_000_000_000)
    }
    guard let instant = ScriptTime.instant(text) else {
      throw ScriptError("`at=\(text)` is no time such as `10:00:05`")
    }
    return instant
  }

  /// The clause stands behind time and scope, in front of the first stage.
  private static func inserted(_ clause: String, into query: String) -> String {
    guard let pipe = query.firstIndex(of: "|") else { return "\(query) \(clause)" }
    return "\(query[..<pipe])\(clause) \(query[pipe...])"
  }
}
