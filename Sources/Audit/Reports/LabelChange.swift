/// What the summary of an event says of labels and selectors: `labels a=1,b=2 → a=1`.
enum LabelChange {
  /// The keys of the labels that a Pod lost or that got another value: only those can take it from
  /// a selector.
  static func lostKeys(in summary: String) -> Set<String> {
    guard let (before, after) = change(of: "labels", in: summary) else { return [] }
    return keys(before.subtracting(after))
  }

  /// The keys that selectors asked for before or after they were changed.
  static func keys(ofSelectorsIn summaries: [String]) -> Set<String> {
    summaries.reduce(into: []) { all, summary in
      guard let (before, after) = change(of: "selector", in: summary) else { return }
      all.formUnion(keys(before.union(after)))
    }
  }

  private static func keys(_ pairs: Set<Substring>) -> Set<String> {
    Set(pairs.map { String($0.prefix { $0 != "=" }) })
  }

  /// Both sides of a change; nil where there is none.
  ///
  /// Keys and values hold neither spaces nor commas.
  private static func change(
    of field: String,
    in summary: String
  ) -> (before: Set<Substring>, after: Set<Substring>)? {
    for part in summary.split(separator: ", ") where part.hasPrefix(field + " ") {
      let sides = part.dropFirst(field.count + 1).split(separator: " → ")
      guard sides.count == 2 else { continue }
      let (before, after) = (sides[0].split(separator: ","), sides[1].split(separator: ","))
      return (Set(before).subtracting(["none"]), Set(after).subtracting(["none"]))
    }
    return nil
  }
}
