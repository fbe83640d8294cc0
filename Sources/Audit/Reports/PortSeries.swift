import QueryEngine
import TopologyModel

/// A Service port over the span: when it existed, and which endpoints were eligible.
struct PortSeries {
  /// An endpoint: a Pod once, whatever its addresses, or an address without a Pod.
  struct Endpoint {
    /// The UID of the Pod, or the address.
    var key: String
    /// The Pod's name, or the address.
    var name: String
    var uid: String
    var node: String
    /// The rows of all its addresses, eligible or not, by beginning.
    var rows: [ReportRows.Row]
    /// When it was eligible.
    var eligible: Stretches
  }

  /// The Service with its namespace.
  var service: String
  var port: Value
  /// When the port existed.
  var existence: Stretches
  /// From its first existence in the span to its last: what is measured.
  var window: Stretch
  /// The time of the window that was observed.
  var observed: Stretches
  var endpoints: [Endpoint]
  /// How many endpoints were eligible, over the window.
  var steps: [ReportChart.Step]

  var label: String { "\(service) \(ValueText.plain(port))" }

  /// The namespace of the Service.
  var namespace: String { service.split(separator: "/").first.map { String($0) } ?? "" }

  /// The counts that held within a stretch, in order.
  func counts(in stretch: Stretch) -> [Int] {
    // Steps fill the window in order: those that end before the stretch are passed by halving.
    let first = steps.partitioningIndex { $0.stretch.until > stretch.from }
    return steps[first...].prefix { $0.stretch.from < stretch.until }.map(\.count)
  }

  /// Observed time with at least that many eligible endpoints.
  func available(_ count: Int) -> Stretches {
    Stretches(steps.filter { $0.count >= count }.map(\.stretch)).intersection(observed)
  }

  /// Observed stretches without any.
  var unavailable: Stretches {
    Stretches(steps.filter { $0.count == 0 }.map(\.stretch)).intersection(observed)
  }

  /// The share of the observed time with at least that many; nil where nothing was observed.
  func share(_ count: Int) -> Double? {
    let length = observed.length
    return length == 0 ? nil : ReportText.share(available(count).length, of: length)
  }
}
