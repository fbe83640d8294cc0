/// What the words and signs of the language mean, each in one short line.
enum CompletionMeanings {
  /// Returns the meaning of a word or phrase; empty for those that go with the ones before them.
  static func detail(of phrase: String) -> String {
    questions[phrase] ?? clauses[phrase] ?? stages[phrase] ?? conditions[phrase] ?? ""
  }

  private static let questions = [
    "let": "a value to use as $name",
    "explain": "how the answer is found",
    "analyze": "run it and measure",
    "diff": "what two answers differ in",
    "pods": "Pods: all, or those of a Service, a Node or an address",
    "services": "Services: all, or those of a Pod or an address",
    "endpoints": "endpoints: all, or those of a Service",
    "slices": "EndpointSlices: all, or those of a Service",
    "nodes": "all Nodes",
    "owners of ip": "what held an address",
    "findings": "what the audit rules find",
    "why": "why Pods serve a Service, or do not",
    "dns": "what cluster DNS answers",
    "show": "an object as it is stored",
    "history of": "every version of an object",
    "events": "the log",
    "coverage": "what was observed",
    "serving": "Pods that receive a Service's traffic",
    "selected by": "Pods that a Service's selector matches",
    "listed by": "Pods in a Service's slices",
    "on node": "Pods bound to a Node",
    "with ip": "holding an address",
    "served by": "Services whose traffic a Pod receives",
    "selecting": "Services whose selector matches a Pod",
    "of": "of one object, or kind",
    "type": "one type of DNS record",
    "service": "a Service",
    "pod": "a Pod",
    "slice": "an EndpointSlice",
    "node": "a Node",
  ]

  private static let clauses = [
    "on port": "one port of the Service",
    "on target port": "one port of the Pods",
    "for node": "as seen from a Node",
    "for zone": "as seen from a zone",
    "including draining within": "with Pods that stopped being eligible a while ago",
    "in namespace": "the namespace of bare names",
    "in cluster": "the cluster asked about",
    "at": "the state at an instant",
    "event": "an event's number",
    "from": "a span with both ends",
    "from event": "the state of knowledge to compare with",
    "since": "a span up to now",
    "as known at": "by what was known then",
    "now": "the present",
    "rv": "a revision of the cluster",
    "ago": "before now",
    "|": "the next stage",
  ]

  private static let stages = [
    "where": "keep rows for which a condition is true",
    "select": "keep some columns",
    "distinct": "equal rows become one",
    "count": "the number of rows",
    "group by": "aggregates over groups of rows",
    "outages": "stretches of time without rows",
    "duration": "how long rows held",
    "share": "the fraction of time that rows held",
    "changes": "each row's beginning and end",
    "every": "the rows at regular instants",
    "throughout": "rows that held all the time",
    "sort by": "order by columns",
    "limit": "the first rows",
    "by": "for each combination of columns",
    "longer than": "the shortest outage shown",
    "offset": "rows left out before",
    "desc": "greatest first",
    "asc": "least first",
    "min": "the least value",
    "max": "the greatest value",
    "sum": "the sum",
    "avg": "the mean",
  ]

  private static let conditions = [
    "and": "both conditions",
    "or": "either condition",
    "not": "the opposite",
    "in": "one of a list, or of a network",
    "not in": "none of a list, or of a network",
    "like": "a text with `*` for any characters",
    "not like": "no text with `*` for any characters",
    "is null": "has no value",
    "is not null": "has a value",
    "true": "boolean",
    "false": "boolean",
  ]
}
