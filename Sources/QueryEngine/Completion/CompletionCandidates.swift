import KubernetesRules
import Projections
import QuerySyntax
import TopologyModel

/// What may be offered at a cursor, in the order of what is expected there.
struct CompletionCandidates {
  let site: CompletionSite
  let topology: CompletionTopology

  /// The columns that a row has beside its cells, where a stage can read them.
  private static let temporal = [
    Column("from", .instant), Column("until", .instant), Column("certainty", .text),
    Column("event", .integer),
  ]

  func all() throws -> [CompletionCandidate] {
    let compared = comparedColumn
    return try site.expectations.flatMap { expectation -> [CompletionCandidate] in
      switch expectation {
      case .keyword(let phrase): return isFitting(phrase, compared) ? [.keyword(phrase)] : []
      case .symbol(let symbol): return [.keyword(symbol)]
      case .name(let role): return try CompletionNames(topology, site).names(role)
      case .port(let service, let isTarget): return try ports(of: service, isTarget: isTarget)
      case .column: return columns
      case .value(let path): return try values(of: path, compared)
      case .instant: return isFitting(.instant, compared) ? Self.instants : []
      case .duration: return isFitting(.duration, compared) ? Self.durations : []
      case .parameter: return parameters
      case .dnsName: return try CompletionNames(topology, site).dnsNames()
      case .dnsType:
        return QuerySyntax.DNSRecordType.allCases.map { type in
          CompletionCandidate(content: type.rawValue, kind: .value, detail: "DNS record type")
        }
      case .address, .network, .number, .text: return []
      }
    }
  }

  /// The column that the operand at the cursor is compared with.
  private var comparedColumn: Column? {
    for case .value(let path) in site.expectations where path.key == nil {
      return known.first { $0.name == path.column }
    }
    return nil
  }

  /// The columns that the stage at the cursor reads.
  private var known: [Column] {
    let columns = topology.columns(behind: site.stages)
    switch site.stageKeyword {
    case "where", "sort", "select":
      return columns + Self.temporal.filter { own in !columns.contains { $0.name == own.name } }
    default: return columns
    }
  }

  private var columns: [CompletionCandidate] {
    known.map { column in
      CompletionCandidate(content: column.name, kind: .column, detail: column.type.rawValue)
    }
  }

  /// Whether a word may be compared with a column.
  private func isFitting(_ word: String, _ column: Column?) -> Bool {
    guard let column else { return true }
    switch word {
    case "true", "false": return column.type == .boolean
    case "now": return column.type == .instant
    default: return true
    }
  }

  /// Whether examples of a type help: where only they may stand, or beside a column of that type.
  private func isFitting(_ type: ColumnType, _ column: Column?) -> Bool {
    site.expectations.contains(.column) ? column?.type == type : true
  }

  private static let instants = [
    CompletionCandidate(content: "-5m", kind: .instant, detail: "5 minutes ago"),
    CompletionCandidate(content: "-1h", kind: .instant, detail: "an hour ago"),
    CompletionCandidate(content: "-1d", kind: .instant, detail: "a day ago"),
  ]

  private static let durations = [
    CompletionCandidate(content: "30s", kind: .duration, detail: "30 seconds"),
    CompletionCandidate(content: "5m", kind: .duration, detail: "5 minutes"),
    CompletionCandidate(content: "1h", kind: .duration, detail: "an hour"),
  ]

  private var parameters: [CompletionCandidate] {
    let declared = site.parameters.map { ($0.name, "parameter: \($0.type.rawValue)") }
    let lines = site.letLines.map { ($0.name, "`let` line") }
    return (declared + lines).map { name, detail in
      CompletionCandidate(content: "$\(name)", kind: .parameter, detail: detail)
    }
  }

  /// The ports of the named Services by name, and by number with the protocol where it is needed.
  private func ports(of service: NamePattern?, isTarget: Bool) throws -> [CompletionCandidate] {
    guard let service else { return [] }
    var ports: [ServiceFacts.Port] = []
    for port in try topology.services(service).flatMap({ $0.ports }) where !ports.contains(port) {
      ports.append(port)
    }
    let names = ports.compactMap { port -> CompletionCandidate? in
      let name = isTarget ? port.target.name : port.name
      guard let name, !name.isEmpty else { return nil }
      // A name of digits alone would be a number.
      return CompletionCandidate(
        content: name,
        kind: .port,
        detail: Self.detail(port),
        needsQuotes: name.utf8.allSatisfy { (48...57).contains($0) }
      )
    }
    let numbers = ports.compactMap { port -> CompletionCandidate? in
      guard let number = isTarget ? port.target.number : port.number else { return nil }
      let same = ports.filter { (isTarget ? $0.target.number : $0.number) == number }
      let isShared = Set(same.map { $0.transport }).count > 1
      return CompletionCandidate(
        content: isShared ? "\(number)/\(port.transport.rawValue)" : "\(number)",
        kind: .port,
        detail: Self.detail(port)
      )
    }
    return names + numbers
  }

  /// `http 80→8080/TCP`.
  private static func detail(_ port: ServiceFacts.Port) -> String {
    let target = port.target.name ?? port.target.number.map { "\($0)" } ?? ""
    let text = "\(port.number)→\(target)/\(port.transport.rawValue)"
    return port.name.isEmpty ? text : "\(port.name) \(text)"
  }

  /// The values that a column may have: those that the rules list, or names.
  private func values(of path: ColumnPath, _ column: Column?) throws -> [CompletionCandidate] {
    guard path.key == nil, let column else { return [] }
    if column.type == .boolean {
      return ["true", "false"].map { word in
        CompletionCandidate(content: word, kind: .value, detail: "boolean")
      }
    }
    let constants = CompletionValues.values(of: column.name, topology.question)
    guard constants.isEmpty else { return constants }
    return try CompletionNames(topology, site).values(of: column.name)
  }
}

extension ServiceFacts.TargetPort {
  /// The number; nil for a name.
  fileprivate var number: Int? {
    if case .number(let number) = self { number } else { nil }
  }

  /// The name; nil for a number.
  fileprivate var name: String? {
    if case .name(let name) = self { name } else { nil }
  }
}
