import EventLog
import Foundation
import Projections
import QueryEngine
import TopologyModel

/// Writes what peers keep: tables of intervals, as Hindcast answers them over the whole history.
struct IntervalTables {
  /// The most seconds of the spans of an hour and of a day.
  private static let hourMax = 3600
  private static let dayMax = 86_400
  /// The most addresses that are asked about; of more, every so many is taken.
  private static let addressesMax = 10_000

  let peer: HindcastPeer
  let folder: String

  /// The whole history.
  private struct History {
    var begun: Instant
    var end: Instant

    var span: String { "from \(begun) to \(end)" }
  }

  /// Writes `subjects.json` alone, and returns what it says.
  func writeSubjects() throws -> Subjects {
    let log = try peer.open()
    defer { try? log.close() }
    return try log.read { try writeSubjects(ProjectionSnapshot($0)).subjects }
  }

  /// Writes `subjects.json`, `serving.tsv`, and `owners.tsv`; returns how many rows the two have.
  func write() throws -> (serving: Int, owners: Int) {
    let log = try peer.open()
    defer { try? log.close() }
    return try log.read { snapshot in
      let reads = try ProjectionSnapshot(snapshot)
      let (subjects, history) = try writeSubjects(reads)
      let context = peer.context(subjects)
      let runner = QueryRunner { _ in reads }
      return (
        try writeServing(runner, context, history.span, subjects),
        try writeOwners(runner, context, history.span, subjects)
      )
    }
  }

  private func writeSubjects(
    _ reads: ProjectionSnapshot
  ) throws -> (subjects: Subjects, history: History) {
    guard let epoch = try reads.epochs(of: peer.cluster).last,
      let last = try reads.lastObservedAt(epoch.context)
    else { throw HindcastPeer.Refusal(description: "no cluster `\(peer.cluster)`") }
    let history = History(begun: epoch.begunAt, end: last.advanced(byNanoseconds: 1))
    var subjects = Subjects(
      cluster: peer.cluster,
      first: Int(epoch.begunAt.nanoseconds / 1_000_000_000) + 2,
      last: Int(last.nanoseconds / 1_000_000_000) - 1,
      hour: 0,
      day: 0,
      services: [],
      addresses: []
    )
    subjects.hour = min(Self.hourMax, (subjects.last - subjects.first) / 2)
    subjects.day = min(Self.dayMax, (subjects.last - subjects.first) / 2)
    try collect(QueryRunner { _ in reads }, peer.context(subjects), history.span, &subjects)
    try subjects.write(folder)
    return (subjects, history)
  }

  /// Every Service that ever was, with its first port, and every address that one or a Pod had.
  private func collect(
    _ runner: QueryRunner,
    _ context: QueryContext,
    _ span: String,
    _ subjects: inout Subjects
  ) throws {
    var ports: [String: Int] = [:]
    var addresses: Set<String> = []
    let services = try HindcastPeer.answer(runner, "services \(span)", context)
    let columns = Self.places(services)
    for row in services.rows {
      let name = "\(columns.text(row, "namespace"))/\(columns.text(row, "name"))"
      if case .list(let values) = columns.value(row, "ports"),
        case .port(let port)? = values.first, ports[name] == nil
      {
        ports[name] = port.number
      }
      if case .list(let values) = columns.value(row, "cluster_ips") {
        addresses.formUnion(values.map(HindcastPeer.plain))
      }
    }
    // One namespace after the other, since all Pods of a long history are too many at once.
    for namespace in try namespaces() {
      let text = "pods in namespace \(namespace) \(span) | select ip"
      let pods = try HindcastPeer.answer(runner, text, context)
      addresses.formUnion(pods.rows.map { HindcastPeer.plain($0.values[0]) })
    }
    addresses.remove("")
    addresses.remove("None")
    subjects.services = ports.sorted { $0.key < $1.key }.map { .init(name: $0.key, port: $0.value) }
    let all = addresses.filter { IPAddress($0) != nil }.sorted()
    let step = (all.count + Self.addressesMax - 1) / Self.addressesMax
    subjects.addresses = stride(from: 0, to: all.count, by: max(1, step)).map { all[$0] }
  }

  /// The namespaces that ever had Pods.
  private func namespaces() throws -> [String] {
    let database = try Database(path: peer.path, isReadOnly: true)
    let sql = "SELECT DISTINCT namespace FROM projection_scope WHERE kind = ? ORDER BY namespace"
    var names: [String] = []
    try database.prepare(sql).run([.integer(ResourceKind.pod.rawValue)]) {
      names.append($0.text(0))
    }
    return names
  }

  private func writeServing(
    _ runner: QueryRunner,
    _ context: QueryContext,
    _ span: String,
    _ subjects: Subjects
  ) throws -> Int {
    let table = try TableFile(path: folder + "/serving.tsv")
    var contents: [[Value]: Int] = [:]
    for (index, service) in subjects.services.enumerated() {
      let text = "pods serving \(service.name) \(span)"
      let answer = try HindcastPeer.answer(runner, text, context)
      let columns = Self.places(answer)
      if index == 0 { try table.header(["s", "p", "c"], answer.columns) }
      for row in answer.rows {
        guard case .port(let port) = columns.value(row, "port") else { continue }
        let content = contents[row.values, default: contents.count]
        contents[row.values] = content
        try table.row([index, port.number, content].map(String.init), row)
      }
    }
    return try table.close()
  }

  private func writeOwners(
    _ runner: QueryRunner,
    _ context: QueryContext,
    _ span: String,
    _ subjects: Subjects
  ) throws -> Int {
    let table = try TableFile(path: folder + "/owners.tsv")
    for (index, address) in subjects.addresses.enumerated() {
      let answer = try HindcastPeer.answer(runner, "owners of ip \(address) \(span)", context)
      let columns = Self.places(answer)
      if index == 0 { try table.header(["a"], answer.columns) }
      for row in answer.rows where columns.text(row, "kind") != "nobody" {
        try table.row([String(index)], row)
      }
    }
    return try table.close()
  }

  /// Where an answer has which column.
  private struct Places {
    var places: [String: Int]

    func value(_ row: ResultRow, _ name: String) -> Value {
      places[name].map { row.values[$0] } ?? .null
    }

    func text(_ row: ResultRow, _ name: String) -> String {
      HindcastPeer.plain(value(row, name))
    }
  }

  private static func places(_ answer: Answer) -> Places {
    var places: [String: Int] = [:]
    for (index, column) in answer.columns.enumerated() { places[column.name] = index }
    return Places(places: places)
  }
}

/// A table of intervals as lines of fields between tabs; the first names the columns and their types.
final class TableFile {
  private let handle: FileHandle
  private var bytes: [UInt8] = []
  private var rowCount = 0

  init(path: String) throws {
    try Data().write(to: URL(fileURLWithPath: path))
    handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }

  func header(_ keys: [String], _ columns: [Column]) throws {
    let names = columns.map { column in
      switch column.type {
      case .boolean, .integer: "\(column.name):integer"
      default: "\(column.name):text"
      }
    }
    try line(keys.map { $0 + ":integer" } + names + ["f:integer", "u:integer"])
  }

  func row(_ keys: [String], _ row: ResultRow) throws {
    let from = row.from.map { Int($0.nanoseconds) } ?? 0
    let until = row.until.map { Int($0.nanoseconds) } ?? HindcastPeer.open
    try line(keys + row.values.map(HindcastPeer.plain) + [String(from), String(until)])
    rowCount += 1
  }

  private func line(_ fields: [String]) throws {
    bytes += fields.joined(separator: "\t").utf8
    bytes.append(10)
    guard bytes.count > 1 << 20 else { return }
    try handle.write(contentsOf: bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Writes what is left; returns how many rows there are.
  func close() throws -> Int {
    try handle.write(contentsOf: bytes)
    try handle.close()
    return rowCount
  }
}
