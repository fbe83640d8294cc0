/// Writes metrics in Prometheus' text format
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
struct PrometheusText {
  /// The sorts of metric that are written.
  enum Kind: String {
    case counter
    case gauge
    case histogram
  }

  private(set) var text = ""

  /// Begins a metric; its samples follow.
  mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  /// Writes a sample.
  mutating func sample(_ name: String, _ labels: [(String, String)] = [], _ value: some Any) {
    text += name
    if !labels.isEmpty {
      text += "{" + labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",") + "}"
    }
    text += " \(value)\n"
  }

  /// Writes a metric of one sample.
  mutating func metric(_ name: String, _ kind: Kind, _ help: String, _ value: some Any) {
    begin(name, kind, help)
    sample(name, [], value)
  }

  /// Writes a histogram of latencies.
  mutating func histogram(
    _ name: String,
    _ labels: [(String, String)],
    _ latencies: ServerMetrics.Latencies
  ) {
    var total = 0
    for (bound, count) in zip(ServerMetrics.bounds, latencies.counts) {
      total += count
      sample("\(name)_bucket", labels + [("le", "\(bound)")], total)
    }
    total += latencies.counts[ServerMetrics.bounds.count]
    sample("\(name)_bucket", labels + [("le", "+Inf")], total)
    sample("\(name)_sum", labels, latencies.seconds)
    sample("\(name)_count", labels, total)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
