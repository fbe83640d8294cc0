/// Queries that parse: every form of the language.
enum QueryExamples {
  /// Queries that are printed as they stand here.
  static let canonical = [
    "pods serving shop/cart on port 80 at 2026-11-20T10:15:00Z",
    "pods serving cart on target port http for node n1 including draining within 30s",
    #"pods serving */cart on port "80" for zone eu-1"#,
    "pods serving at at -5m",
    "pods serving 53",
    "pods serving uid:abc-123 from -1d12h to now as known at event 42",
    "pods selected by shop/cart",
    #"pods listed by shop/cart on port "80"/UDP"#,
    "endpoints of shop/cart on port http for node n",
    "slices of cart",
    "services served by shop/cart-1",
    "pods on node n1",
    "owners of ip 10.0.0.1",
    "owners of ip fd00::1 at rv 48213",
    "owners of ip [fd00::1]:80",
    "owners of ip ::ffff:10.0.0.1",
    "pods",
    "services",
    "endpoints",
    "slices",
    "nodes",
    "pods with ip 10.0.0.1",
    "services with ip $a",
    "findings",
    "findings of pod shop/x",
    "why shop/cart on port 80 pod cart-1",
    "dns type type A",
    "events at now",
    "coverage",
    "diff pods serving cart in namespace x | where ready | count from -1h to now as "
      + "known at event 3",
    "diff pods at -1h from event 10 to event 20",
    "explain analyze pods | limit 3",
    "explain diff pods from -1d to now",
    "pods in namespace * in cluster prod at 2026-11-20Z as known at "
      + "2026-11-20T10:15:00.123456789+02:00",
    #"pods | where a = 1 and (b = 2 or not c = 3) and name like "cart-*" and ip in "#
      + #"10.0.0.0/8 and x is not null"#,
    #"pods | where labels.app = "x" and labels["app.kubernetes.io/name"] in ("a", $b, "#
      + #"5m, 0.99, 1e-05) or not not ready"#,
    "pods | select name, labels.app, from | distinct | count by node, zone | group "
      + "by node with count, min(a), max(b), sum(c), avg(labels.x)",
    "pods serving cart since -1d | outages longer than 30s | duration by pod | share "
      + "by zone | changes | every 5m | throughout | sort by a desc, b | limit 5 offset 10",
    "pods serving my-service",
    "pods serving shop/cart on port 80",
    "pods serving */cart",
    "pods serving shop/*",
    "pods serving shop/cart-*",
    "pods serving shop/cart on port http at now",
    "pods serving shop/cart on target port 8080",
    "pods serving shop/cart for zone eu-west-1a",
    "pods serving shop/cart including draining within 30s",
    "pods selected by uid:0f-1a",
    "endpoints of shop/cart on target port 80 for zone eu-1",
    "pods in namespace *",
    "pods in cluster prod",
    "events of service shop/cart from -1h to now",
    "history of pod shop/cart-1 since -1d",
    "coverage of slice",
    "why shop/cart",
    "why shop/cart pod shop/cart-1 from -1h to now",
    "dns cart.shop.svc.cluster.local",
    "show pod shop/cart-1 at -90s",
    "diff services selecting cart-1 at -1h from event $a to event $b",
    "explain pods serving shop/cart at rv 48213 as known at -5m",
    "pods | where from > 2026-11-20Z",
    #"pods | where ip in ("a", "b") and name not like "x*" and node not in (1, 2) and "#
      + #"ip not in fd00::/8"#,
    "pods | where (a and b) and c",
    "pods | where a or (b or c)",
    "pods | where not (a and b)",
    "pods | where (a = 1) = true",
    "pods since 2026-11-20T10:15:00Z | count | every 5m",
    "pods serving cart since -1d | outages",
    "pods serving cart since -1d | throughout | changes",
  ]

  /// Queries, and how they are printed.
  static let spellings = [
    (
      "pods serving service shop/cart-* on port 53/udp",
      "pods serving shop/cart-* on port 53/UDP"
    ),
    (
      #"pods serving "service" since 5m ago"#,
      #"pods serving "service" since -5m"#
    ),
    (
      "services selecting pod cart-1",
      "services selecting cart-1"
    ),
    (
      "pods on node node n1",
      "pods on node n1"
    ),
    (
      "why cart pod pod x",
      "why cart pod x"
    ),
    (
      "dns cart.shop.svc.cluster.local type srv",
      "dns cart.shop.svc.cluster.local type SRV"
    ),
    (
      "show svc shop/cart",
      "show service shop/cart"
    ),
    (
      "history of EndpointSlice x",
      "history of slice x"
    ),
    (
      "events of po a",
      "events of pod a"
    ),
    (
      "coverage of pods",
      "coverage of pod"
    ),
    (
      "pods | where (a or b) = (c and d) and from > -5m and until < 2026-11-20Z and "
        + "name = cart-1 and port = 53/UDP",
      #"pods | where (a or b) = (c and d) and from > -5m and until < 2026-11-20Z and "#
        + #"name = "cart-1" and port = "53/UDP""#
    ),
    (
      "pods | outages | duration | share | count | sort by name asc | limit $n",
      "pods | outages | duration | share | count | sort by name | limit $n"
    ),
    (
      "pods | where a=1|where b!=2 # comment",
      "pods | where a = 1 | where b != 2"
    ),
  ]
}
