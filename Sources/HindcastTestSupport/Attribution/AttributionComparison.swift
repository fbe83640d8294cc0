internal import Diagnostics
public import EventLog
internal import Projections
public import QueryEngine
public import TopologyModel

/// Holds what the index of addresses says to what the language says of the same.
public struct AttributionComparison {
  private let reads: ProjectionSnapshot
  private let index: AttributionIndex
  private let now: Instant
  /// How many answers were compared.
  public private(set) var count = 0

  /// Creates a comparison on one moment of a log; `knownAt` is nil for all that it holds.
  public init(
    _ snapshot: LogSnapshot,
    cluster: String,
    knownAt: LogPosition? = nil,
    bytesMax: Int = AttributionIndex.cacheBytesMax
  ) throws {
    reads = try ProjectionSnapshot(snapshot, knownAt: knownAt)
    index = try AttributionIndex(reads, cluster: cluster, bytesMax: bytesMax)
    now = Instant(nanoseconds: .max)
  }

  /// The addresses that objects of the cluster ever had, in order, and one that none had.
  public func addresses() throws -> [IPAddress] {
    var texts: Set<String> = ["192.0.2.99"]
    for epoch in try reads.epochs(of: index.cluster) {
      for kind in ResourceKind.allCases {
        guard let last = try reads.lastRevision(of: kind, epoch.context) else { continue }
        let selection = RunSelection.kind(kind, namespace: nil)
        for run in try reads.runs(of: selection, in: .lowest...last, epoch.context) {
          texts.formUnion(try Self.texts(of: run, reads, through: last))
        }
      }
    }
    return Set(texts.compactMap { IPAddress($0) }).sorted()
  }

  private static func texts(
    of run: FactRun<ObjectFacts>,
    _ reads: ProjectionSnapshot,
    through last: Revision
  ) throws -> [String] {
    switch run.facts {
    case .pod(let pod): return pod.ips + [pod.primaryIP]
    case .node(let node): return node.addresses.map(\.address)
    case .service(let service):
      return service.clusterIPs + service.externalIPs + service.ingress.map(\.ip)
    case .endpointSlice:
      return try reads.endpointRuns(
        ofSlice: run.objectID,
        object: run.object,
        in: .lowest...last
      ).flatMap(\.facts.addresses)
    }
  }

  /// What differs at an instant, for each of some addresses; nothing where all is the same.
  public mutating func differences(
    at instant: Instant,
    _ addresses: [IPAddress]
  ) throws -> [String] {
    var found: [String] = []
    let endpoints = try answer("endpoints in namespace * at \(instant)")
    for address in addresses {
      let expected = try Self.owners(answer("owners of ip \(address) at \(instant)"))
      let attribution = try index.attribution(of: AddressKey(address), at: instant)
      Self.compare(expected, Self.owners(attribution), "\(address) at \(instant)", &found)
      count += 1
      let offered = try Self.offered(endpoints, address)
      var ports: [Int?] = Set(offered.compactMap(\.target)).sorted() + [nil]
      if offered.isEmpty { ports.append(81) }
      for port in ports {
        let own = offered.filter { port == nil || $0.target == port }
        let given = try index.attribution(
          of: AddressKey(address),
          at: instant,
          port: port.map { Int32($0) }
        )
        // Before Pods were listed nothing is answered; a Service's address has its own ports.
        guard let owner = given.owners.first, owner.kind != .service else { continue }
        let texts = Set(own.map(\.name)).sorted().map { name in
          own.contains { $0.name == name && $0.isEligible } ? name : "\(name) (not eligible)"
        }
        let place = "\(address) port \(port.map(String.init) ?? "-") at \(instant)"
        Self.compare(texts, given.services.map(\.text).sorted(), place, &found)
        count += 1
      }
    }
    return found
  }

  private func answer(_ query: String) throws -> Answer {
    let source = SourceText(name: "query", text: query)
    let context = QueryContext(cluster: index.cluster, now: now)
    switch try QueryRunner(makeReads: { _ in reads }).run(source, context: context) {
    case .answered(let answer): return answer
    case .refused(let diagnostics):
      throw ScriptError(DiagnosticRenderer().render(diagnostics, in: source))
    }
  }

  private static func compare(
    _ expected: [String],
    _ found: [String],
    _ place: String,
    _ differences: inout [String]
  ) {
    guard expected != found else { return }
    differences.append("\(place): expected \(expected), found \(found)")
  }

  private static func owners(_ answer: Answer) throws -> [String] {
    let columns = ["kind", "namespace", "name", "uid", "role", "workload"]
    let indexes = columns.compactMap { name in answer.columns.firstIndex { $0.name == name } }
    guard indexes.count == columns.count else { throw ScriptError("a column is missing") }
    let rows = answer.rows.map { row in
      (indexes.map { text(row.values[$0]) } + [row.certainty.rawValue]).joined(separator: "|")
    }
    return rows.sorted() + Set(answer.notes.map(\.code.rawValue)).sorted()
  }

  private static func owners(_ attribution: Attribution) -> [String] {
    let rows = attribution.owners.map { owner in
      [
        owner.kindName, owner.namespace, owner.name, owner.uid, owner.role, owner.workload,
        owner.certainty.rawValue,
      ].joined(separator: "|")
    }
    let own = [Attribution.decidedByPort, Attribution.slicesNotObserved, Attribution.unknownPort]
    return rows.sorted() + Set(attribution.notes).subtracting(own).sorted()
  }

  private static func text(_ value: Value) -> String {
    if case .text(let text) = value { return text }
    return ""
  }

  /// An endpoint's place in a Service.
  private struct Offered {
    var name: String
    var target: Int?
    var isEligible: Bool
  }

  private static func offered(_ answer: Answer, _ address: IPAddress) throws -> [Offered] {
    func index(_ name: String) throws -> Int {
      guard let index = answer.columns.firstIndex(where: { $0.name == name }) else {
        throw ScriptError("there is no column `\(name)`")
      }
      return index
    }
    let (service, port) = (try index("service"), try index("port"))
    let (own, target, eligible) = (
      try index("address"), try index("target_port"), try index("eligible")
    )
    return answer.rows.filter { $0.values[own] == .address(address) }.map { row in
      var name = text(row.values[service])
      if case .port(let value) = row.values[port] { name += ":\(value.number)" }
      var number: Int?
      if case .integer(let value) = row.values[target] { number = Int(value) }
      return Offered(
        name: name,
        target: number,
        isEligible: row.values[eligible] == .boolean(true)
      )
    }
  }
}
