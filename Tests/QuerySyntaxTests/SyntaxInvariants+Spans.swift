import Diagnostics
import Foundation

@testable import QuerySyntax

/// The spans of trees, checked in their JSON, which holds every node.
extension SyntaxInvariants {
  /// The span of a node lies in the text and in the span of the node around it.
  static func spans(in query: Query, of source: SourceText) -> String? {
    let json = query.syntaxJSON
    guard let tree = try? JSONSerialization.jsonObject(with: Data(json.utf8)) else {
      return "`\(json)` is not JSON"
    }
    return spans(below: tree, in: source.span)
  }

  /// Whether `text` is JSON.
  static func isJSON(_ text: String) -> Bool {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8))) != nil
  }

  private static func spans(below value: Any, in outer: SourceSpan) -> String? {
    if let elements = value as? [Any] {
      for element in elements {
        if let violation = spans(below: element, in: outer) { return violation }
      }
      return nil
    }
    guard let members = value as? [String: Any] else { return nil }
    var inner = outer
    if let name = members["node"] as? String {
      guard let ends = members["span"] as? [Int], ends.count == 2, ends[0] <= ends[1] else {
        return "the node `\(name)` has no span"
      }
      inner = SourceSpan(ends[0], ends[1])
      guard outer.joined(with: inner) == outer else {
        return "the node `\(name)` at \(inner) reaches out of \(outer)"
      }
    }
    for (key, member) in members where key != "span" {
      if let violation = spans(below: member, in: inner) { return violation }
    }
    return nil
  }
}
