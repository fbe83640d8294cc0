/// The topics of `\help`, in the order in which they are listed.
enum HelpTopics {
  static let all = questions + logQuestions + clauses + stages

  /// Returns the topic of that name.
  static func topic(_ name: String) -> HelpTopic? {
    let name = name.lowercased()
    return all.first { $0.names.contains(name) }
  }

  static let questions = [
    HelpTopic(
      "serving",
      "pods serving",
      "listed",
      "selected",
      usage: "pods serving SERVICE [on port P] [for node N | for zone Z]",
      text: """
        The Pods that new connections to the Service could reach: ready ones; where there
        are none, those that still serve while they terminate. Without a port: a row for
        each port of the Service. `eligible_as` says why a Pod is in.

        pods selected by SERVICE: those that its selector matches, ready or not.

        pods listed by SERVICE: those in its EndpointSlices, in any condition.
        """,
      examples: [
        "pods serving shop/web on port 80", "pods serving shop/web since -1h | outages",
        "pods serving web including draining within 30s",
      ]
    ),
    HelpTopic(
      "why",
      usage: "why SERVICE [on port P] [pod POD]",
      text: """
        A row for each Pod that might serve the Service: whether it does, the reason where
        it does not, since when, and which event made it so. Over a span: when each reason
        held.
        """,
      examples: ["why shop/cart", "why shop/cart pod shop/cart-1 since -10m"]
    ),
    HelpTopic(
      "owners",
      "ip",
      "address",
      usage: "owners of ip ADDRESS",
      text: """
        What held the address then: Pods, Nodes, Services. Several rows where it cannot be
        told; a row `nobody` where nothing did.
        """,
      examples: ["owners of ip 10.244.1.3", "owners of ip 10.244.1.3 since -1d"]
    ),
    HelpTopic(
      "endpoints",
      usage: "endpoints of SERVICE [on port P] [for node N | for zone Z]",
      text: "Every address of the Service, of Pods or not, with its conditions.",
      examples: ["endpoints of shop/web | where not ready", "endpoints of web for zone a"]
    ),
    HelpTopic(
      "services",
      "served",
      "selecting",
      usage: "services | services served by POD | services selecting POD",
      text: "The Services, or those whose traffic a Pod receives, or whose selector matches it.",
      examples: ["services in namespace shop", "services served by shop/web-1"]
    ),
    HelpTopic(
      "pods",
      "nodes",
      "slices",
      usage: "pods | pods on node N | slices | slices of SERVICE | nodes",
      text: "What there was. `where` narrows it.",
      examples: ["pods in namespace shop | where not ready", "pods on node worker-1", "nodes"]
    ),
    HelpTopic(
      "findings",
      usage: "findings [of KIND OBJECT]",
      text: "What the audit rules find: Services without endpoints, ports that lead nowhere, …",
      examples: ["findings", "findings of service shop/web | select rule, message"]
    ),
    HelpTopic(
      "dns",
      usage: "dns NAME [type A|AAAA|SRV|PTR|CNAME]",
      text: "What the cluster's DNS answered.",
      examples: ["dns web.shop.svc.cluster.local", "dns web.shop.svc.cluster.local type SRV"]
    ),
    HelpTopic(
      "show",
      usage: "show KIND OBJECT",
      text: "The object as it is stored, in YAML.",
      examples: ["show service shop/web"]
    ),
  ]

  static let logQuestions = [
    HelpTopic(
      "history",
      usage: "history of KIND OBJECT",
      text: "A row for each field that changed in each version, old and new.",
      examples: [#"history of pod shop/web-1 | where field like "status.*""#]
    ),
    HelpTopic(
      "events",
      usage: "events [of KIND OBJECT]",
      text: "The log itself, a line for each event on what it changed.",
      examples: ["events since -5m", "events of service shop/web | limit 20"]
    ),
    HelpTopic(
      "coverage",
      "gaps",
      usage: "coverage [of KIND]",
      text: "What was being observed, and the gaps.",
      examples: ["coverage", #"coverage of pods | where state = "not-observed""#]
    ),
    HelpTopic(
      "diff",
      usage: "diff QUESTION [| stages] from A to B",
      text: "What differs between two instants: + came, - went, ~ changed.",
      examples: ["diff services from -1d to now", "diff pods serving shop/web from -1h to now"]
    ),
  ]

  static let clauses = [
    HelpTopic(
      "time",
      "from",
      "since",
      "instant",
      "now",
      usage: "at TIME | from TIME to TIME | since TIME",
      text: """
        A time is 2026-11-23T04:30:06Z, a date with a zone (2026-11-23Z), now, -5m, or
        rv 12859 for a revision of the cluster. Spans contain their beginning and not their
        end. Without a time: the present, or where you look from (\\at).
        """,
      examples: [
        "pods at 2026-11-23T04:30:06Z", "pods serving web from -1h to now", "services since -1d",
      ]
    ),
    HelpTopic(
      "known",
      "as known at",
      usage: "as known at TIME | as known at event N",
      text: "Answers from what the log held then: the same text gives the same answer for ever.",
      examples: ["pods serving web at -1d as known at event 1000"]
    ),
    HelpTopic(
      "scope",
      "in",
      "names",
      usage: "in namespace N | in cluster C",
      text: """
        Bare names are in the session's namespace (\\namespace); shop/web names another one.
        * stands for any text: shop/*, */web. `in namespace *` means all of them.
        """,
      examples: ["pods in namespace *", "pods serving shop/*", "services in cluster demo"]
    ),
  ]

  static let stages = [
    HelpTopic(
      "where",
      "filter",
      "like",
      usage: "| where CONDITION",
      text: """
        Conditions compare columns: = != < <= > >=, in (…), like "glob*", is null, ip in
        10.0.0.0/8, and, or, not. A label is labels.app or labels["app.kubernetes.io/name"].
        """,
      examples: [
        #"pods | where node = "worker-1" and not ready"#, "pods | where ip in 10.244.0.0/16",
      ]
    ),
    HelpTopic(
      "select",
      "distinct",
      "sort",
      "limit",
      usage: "| select COLUMNS | distinct | sort by COLUMN [desc] | limit N",
      text: "Which columns, which order, how many rows.",
      examples: ["pods | select name, node | sort by node", "pods | select node | distinct"]
    ),
    HelpTopic(
      "count",
      "group",
      usage: "| count [by COLUMNS] | group by COLUMNS with count, min(c), max(c), …",
      text: "Over a span these are counts over time: each holds from one change to the next.",
      examples: ["pods | count by node", "pods serving web since -1h | count"]
    ),
    HelpTopic(
      "outages",
      "duration",
      "share",
      "changes",
      "every",
      "throughout",
      usage: "| outages [longer than D] | duration | share | changes | every D | throughout",
      text: """
        Over a span: when there were no rows; how long, and which share of the observed time;
        each beginning and end; samples; what held all the time. What was not observed counts
        as neither outage nor availability, and is told.
        """,
      examples: [
        "pods serving web since -1d | outages longer than 5s", "pods serving web since -1h | share",
        "pods serving web since -1h | changes", "pods serving web since -1h | count | every 5m",
      ]
    ),
  ]
}
