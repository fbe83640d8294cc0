import Diagnostics
import HindcastTestSupport
import QueryEngine
import Simulation
import TopologyModel

/// What a store answers, in the terms of a truth table.
struct TruthAnswers {
  struct Refused: Error {
    var text: String
  }

  let store: TestStore
  let now: Instant

  private static let columns =
    "select service, port, address, target_port, ready, serving, terminating"

  func endpoints(at time: Instant) throws -> Set<TruthTable.Endpoint> {
    Set(try rows("endpoints of */* at \(time) | \(Self.columns)").map(Self.endpoint))
  }

  /// The endpoints of the whole recording, with the stretches in which they were so.
  func intervals(within whole: SimulatedTruth.Recording) throws -> Set<TruthTable.Interval> {
    let answer = try answer("endpoints of */* from \(whole.from) to \(whole.until)")
    let names = ["service", "port", "address", "target_port", "ready", "serving", "terminating"]
    let places = names.compactMap { name in answer.columns.firstIndex { $0.name == name } }
    return Set(
      answer.rows.compactMap { row in
        guard let from = row.from else { return nil }
        return TruthTable.Interval(
          endpoint: Self.endpoint(places.map { row.values[$0] }),
          from: from,
          until: row.until
        )
      }
    )
  }

  private static func endpoint(_ row: [Value]) -> TruthTable.Endpoint {
    TruthTable.Endpoint(
      service: text(row[0]),
      port: port(row[1]),
      address: text(row[2]),
      targetPort: number(row[3]),
      isReady: row[4] == .boolean(true),
      isServing: row[5] != .boolean(false),
      isTerminating: row[6] == .boolean(true)
    )
  }

  func serving(at time: Instant) throws -> Set<TruthTable.Serving> {
    let rows = try rows("pods serving */* at \(time) | select service, port, pod, address")
    return Set(
      rows.map { row in
        TruthTable.Serving(
          service: Self.text(row[0]),
          port: Self.port(row[1]),
          pod: Self.text(row[2]),
          address: Self.text(row[3])
        )
      }
    )
  }

  func owners(of address: String, at time: Instant) throws -> Set<String> {
    let rows = try rows("owners of ip \(address) at \(time) | select kind, namespace, name, role")
    return Set(
      rows.compactMap { row in
        guard row[0] == .text("Pod"), row[3] != .text("finished-pod") else { return nil }
        return "\(Self.text(row[1]))/\(Self.text(row[2]))"
      }
    )
  }

  /// The gaps between two observations, merged as they are told.
  func gaps(within whole: SimulatedTruth.Recording) throws -> Set<TruthTable.Gap> {
    var gaps: Set<TruthTable.Gap> = []
    for kind in ["services", "endpointslices", "pods", "nodes"] {
      let answer = try answer("coverage of \(kind)")
      let state = answer.columns.firstIndex { $0.name == "state" } ?? 0
      for row in answer.rows where row.values[state] == .text("not-observed") {
        guard let from = row.from, let until = row.until else { continue }
        gaps.insert(TruthTable.Gap(kind: kind, from: from, until: until))
      }
    }
    return gaps
  }

  private func rows(_ query: String) throws -> [[Value]] {
    try answer(query).rows.map(\.values)
  }

  private func answer(_ query: String) throws -> Answer {
    let source = SourceText(name: "query", text: query)
    switch try store.run(source, context: QueryContext(now: now)) {
    case .answered(let answer): return answer
    case .refused(let diagnostics):
      throw Refused(text: DiagnosticRenderer().render(diagnostics, in: source))
    }
  }

  private static func text(_ value: Value) -> String {
    switch value {
    case .text(let text): text
    case .address(let address): address.description
    default: "\(value)"
    }
  }

  private static func port(_ value: Value) -> Int {
    if case .port(let port) = value { port.number } else { 0 }
  }

  private static func number(_ value: Value) -> Int {
    if case .integer(let number) = value { Int(number) } else { 0 }
  }
}
