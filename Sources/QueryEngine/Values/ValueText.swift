import TopologyModel

/// Cells as text for people.
package enum ValueText {
  /// The text of a cell; empty for null.
  package static func plain(_ value: Value) -> String {
    switch value {
    case .null: ""
    case .boolean(let flag): flag ? "true" : "false"
    case .integer(let integer): String(integer)
    case .decimal(let decimal): String(decimal)
    case .text(let text): text
    case .address(let address): address.description
    case .instant(let instant): instant.description
    case .duration(let nanoseconds): duration(nanoseconds)
    case .port(let port): port.text
    case .list(let values): values.map { plain($0) }.joined(separator: ",")
    case .labels(let labels):
      labels.labels.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    case .document(let document): document.jsonText
    }
  }

  /// A duration in the language's own spelling, exact to the nanosecond: `1d2h3m4.5s`.
  package static func duration(_ nanoseconds: Int64) -> String {
    if nanoseconds == 0 { return "0s" }
    var rest = nanoseconds.magnitude
    var text = nanoseconds < 0 ? "-" : ""
    for (unit, size) in [("d", UInt64(86_400)), ("h", 3600), ("m", 60)] {
      let count = rest / (size * 1_000_000_000)
      rest %= size * 1_000_000_000
      if count > 0 { text += "\(count)\(unit)" }
    }
    guard rest > 0 else { return text }
    let seconds = rest / 1_000_000_000
    var fraction = String(rest % 1_000_000_000)
    fraction = String(repeating: "0", count: 9 - fraction.utf8.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return text + (fraction.isEmpty ? "\(seconds)s" : "\(seconds).\(fraction)s")
  }
}
