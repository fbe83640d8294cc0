import Diagnostics
import QueryEngine
import TopologyModel

/// What a `query` case asks for.
struct QueryDirective {
  /// How the answer is printed.
  enum Format: String {
    case table
    case wide
    case json
  }

  var text: String
  var context: QueryContext
  var format: Format
  /// Whether the query must be refused.
  var mustFail: Bool
  /// Codes of notes that the answer must carry.
  var notes: [String]
  var isUnordered: Bool

  init(_ testCase: ScriptCase, latest: Instant?) throws {
    let directive = testCase.directive
    try directive.allow(
      words: ["fails", "unordered"],
      options: ["at", "format", "knownat", "namespace", "notes", "rowsmax"]
    )
    mustFail = directive.words.contains("fails")
    isUnordered = directive.words.contains("unordered")
    notes = directive.options["notes"]?.split(separator: ",").map { String($0) } ?? []
    let formatName = directive.options["format"] ?? "table"
    guard let format = Format(rawValue: formatName) else {
      throw ScriptError("`format=\(formatName)` is neither `table`, `wide` nor `json`")
    }
    self.format = format
    var query = ScriptTime.expanded(testCase.input.joined(separator: "\n"))
    if let position = directive.options["knownat"] {
      query = Self.inserted("as known at event \(position)", into: query)
    }
    text = query
    context = QueryContext(now: try Self.now(directive.options["at"], latest: latest))
    if let namespace = directive.options["namespace"] { context.namespace = namespace }
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
