import Diagnostics
import EventLog
import Projections
import QueryEngine
import TopologyModel

/// Queries that read all there is of a store.
enum FuzzQueries {
  static let all = [
    "pods", "services", "endpoints", "slices", "nodes", "events", "coverage", "findings",
    "pods | count", "services at -5m", "pods from -20m to now", "endpoints from -20m to now",
    "services with ip 10.96.116.60", "pods selected by shop/cart", "pods listed by shop/cart",
    "pods serving shop/cart", "pods serving shop/cart from -20m to now",
    "history of pod shop/cart-*",
    "why shop/cart", "dns cart.shop.svc.cluster.local", "owners of ip 10.244.1.2",
    "owners of ip 10.244.1.2 from -20m to now", "endpoints of shop/cart", "show service shop/cart",
    "diff pods from -9m to -5m", "explain analyze pods serving shop/cart",
    "services selecting cart-*", "coverage of pods", "findings from -20m to now",
    "events of pod shop/cart-*", "services at rv 15400", "pods as known at event 3",
    "slices of shop/cart since -20m | every 1m | count", "history of service shop/cart",
  ]

  static let words = [
    "pods", "services", "slices", "nodes", "endpoints", "events", "coverage", "findings", "serving",
    "selecting", "of", "ip", "owner", "owners", "history", "why", "show", "dns", "diff", "explain",
    "analyze", "at", "from", "to", "now", "since", "as known at", "event", "rv", "within",
    "including draining", "on port", "target port", "for node", "for zone", "| where", "| select",
    "| count", "| count by", "| sort by", "| limit", "| every 1s", "| group by", "| let", "and",
    "or", "not", "in", "like", "=", "!=", "<", ">", "=~", "(", ")", "\"", "'", "-1h", "-9999999h",
    "1ns", "2026-11-23T04:39:00Z", "10.244.1.2", "::1", "10.0.0.0/8", "cart", "shop", "null", "#",
    "# param x: text\n", "$x", "[::1]:80", "sum", "avg", "max", "min", "duration", "*",
  ]

  /// Asks a store, for two seconds at most.
  static func ask(_ source: SourceText, _ log: SQLiteEventLog) throws -> QueryRunner.Outcome {
    let end = FuzzGuard.processorTime() + 2_000_000_000
    let context = QueryContext(namespace: "shop", now: FuzzStore.now, rowsMax: 2000)
    return try log.read { snapshot in
      try QueryRunner(
        stopwatch: Stopwatch { FuzzGuard.now() },
        isCancelled: { FuzzGuard.processorTime() > end }
      ) { try ProjectionSnapshot(snapshot, as: $0) }.run(source, context: context)
    }
  }
}
