import QueryEngine
import TopologyModel

/// A change of an object, with the Services that it is about.
struct Change {
  var row: ReportRows.Row
  /// The change's valid time.
  var at: Instant
  /// The Services with their namespaces, sorted.
  var services: [String]
  /// The incident that it belongs to.
  var incident = 0

  var kind: String { row.text("kind") }
  var summary: String { row.text("summary") }
  var type: String { row.text("type") }

  /// What it groups with: its Services, else its namespace, else its kind.
  var keys: [String] {
    if !services.isEmpty { return services }
    let namespace = row.text("namespace")
    return [namespace.isEmpty ? "(\(kind)s)" : "(\(namespace))"]
  }
}
