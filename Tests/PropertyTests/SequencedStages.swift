import HindcastTestSupport

/// Random stages that act at each instant, for the questions of properties.
enum SequencedStages {
  private struct Shape {
    var text: String
    /// A boolean column.
    var flag: String
    var columns: [String]
    /// A column that has an order.
    var ordered: String
  }

  private static let shapes = [
    Shape(
      text: "pods serving",
      flag: "terminating",
      columns: ["pod", "address", "service", "ready", "eligible_as", "workload"],
      ordered: "target_port"
    ),
    Shape(
      text: "pods listed",
      flag: "ready",
      columns: ["pod", "address", "service", "ready", "terminating"],
      ordered: "target_port"
    ),
    Shape(
      text: "pods",
      flag: "ready",
      columns: ["name", "namespace", "phase", "ready", "ip", "node", "labels.app"],
      ordered: "name"
    ),
    Shape(
      text: "services",
      flag: "type = \"ClusterIP\"",
      columns: ["name", "type", "ports", "selector", "selector.app"],
      ordered: "name"
    ),
    Shape(
      text: "show",
      flag: "name like \"*0\"",
      columns: ["name", "kind", "uid", "object"],
      ordered: "name"
    ),
    Shape(
      text: "slices",
      flag: "endpoints > 1",
      columns: ["name", "service", "endpoints", "address_type"],
      ordered: "endpoints"
    ),
    Shape(
      text: "endpoints",
      flag: "eligible",
      columns: ["service", "address", "slice", "ready", "eligible_as", "target_name"],
      ordered: "target_port"
    ),
  ]

  /// Some stages, ` | …`, or nothing.
  static func stages(of question: String, _ random: inout SplitMix64) -> String {
    guard let shape = shapes.first(where: { question.hasPrefix($0.text) }),
      !question.hasPrefix("pods on node"), !question.hasPrefix("services se")
    else { return random.oneIn(2) ? " | count" : "" }
    var text = ""
    if random.oneIn(3) { text += " | where \(random.oneIn(2) ? "not " : "")\(shape.flag)" }
    let columns = shape.columns.filter { _ in random.oneIn(2) }
    let some = columns.isEmpty ? [shape.columns[0]] : columns
    switch random.number(0...5) {
    case 0: text += " | select \(some.joined(separator: ", "))"
    case 1: text += " | count"
    case 2: text += " | count by \(some.joined(separator: ", "))"
    case 3:
      text += " | group by \(some.joined(separator: ", ")) with count, min(\(shape.ordered))"
      text += ", max(\(shape.ordered))"
    case 4: text += " | select \(some.joined(separator: ", ")) | count by \(some[0])"
    default: break
    }
    return text
  }
}
