import Projections
import TopologyModel

/// Of which namespaces what a question reads was asked, and which others were observed instead.
struct ObservedScope: Hashable {
  /// The namespace that the question reads; nil for all.
  var namespace: String?
  /// The namespaces that were observed by themselves, and do not count for the question.
  var others: [String]

  init(_ timeline: CoverageTimeline, namespace: String?) {
    others = timeline.otherNamespaces
    // Where there is nothing to tell apart, kinds without namespaces are like others.
    self.namespace = others.isEmpty ? nil : namespace
  }

  /// What stands behind the kinds in a sentence; empty where there is nothing to tell apart.
  var phrase: String {
    guard !others.isEmpty else { return "" }
    return namespace.map { " of namespace `\($0)`" } ?? " of all namespaces"
  }

  /// What can be asked instead; nil where there is nothing.
  var help: String? {
    guard let first = others.first else { return nil }
    if others.count == 1 {
      return "namespace `\(first)` was observed by itself: questions about it alone are answered"
    }
    let list = others.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    let rest = others.count > 8 ? ", …" : ""
    return
      "namespaces \(list)\(rest) were observed by themselves: questions about one of them alone "
      + "are answered"
  }
}
