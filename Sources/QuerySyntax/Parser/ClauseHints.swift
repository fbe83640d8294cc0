/// What to write in the place of words that other languages have.
enum ClauseHints {
  /// Returns the help for `word` in the place of a clause behind a question called `title`.
  static func help(for word: String, title: String) -> String? {
    switch word.lowercased() {
    case "of" where title == "pods", "behind" where title == "pods":
      "write `pods serving SERVICE`, `pods selected by SERVICE` or `pods listed by SERVICE`"
    case "of" where title == "services":
      "write `services served by POD` or `services selecting POD`"
    case "namespace", "-n", "ns", "--namespace", "-a": "write `in namespace N`"
    case "cluster", "--context": "write `in cluster C`"
    case "node": "write `for node N` behind a service, or `pods on node N`"
    case "zone": "write `for zone Z`"
    case "target": "write `on target port P`"
    case "known": "write `as known at T`"
    case "event": "write `at event N`"
    case "draining", "terminating": "write `including draining within 30s`"
    case "order": "write `| sort by COLUMN`"
    case "having": "write `| where CONDITION`"
    case "-l", "--selector": "write `| where labels.app = \"cart\"`"
    case "contains", "matches", "regexp", "ilike": "write `like` with `*`, as in `like \"cart-*\"`"
    case "between": "write `x >= A and x < B`"
    case "join": "ask `pods serving SERVICE`: its rows join Services, slices and Pods"
    case "ascending": "leave it out: `sort by` is ascending"
    case "descending": "write `desc`"
    default: nil
    }
  }
}
