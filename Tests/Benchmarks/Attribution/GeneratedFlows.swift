import TopologyModel

/// Rows of flows over a generated history, each with the truth about its address.
struct GeneratedFlows {
  static let header = "ts,ip,port,bytes,truth\n"

  /// The rows in order of time.
  private(set) var rows: [(time: Int64, address: String, port: Int, truth: String)] = []

  init(_ history: GeneratedHistory, count: Int, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let span = history.time - GeneratedHistory.start
    let times = (0..<count).map { _ in
      GeneratedHistory.start + 1 + Int64(random.next() % UInt64(max(1, span - 1)))
    }.sorted()
    rows = times.map { time in
      switch random.below(100) {
      case 0..<4:
        let service = random.below(history.serviceCount)
        // A Service's event is one of the first, in order.
        let known = GeneratedHistory.start + Int64(2 * service + 1) * GeneratedHistory.tick
        let name = "svc-\(service)"
        let uid = GeneratedHistory.uid("5e", service)
        let truth =
          time < known ? Self.nobody : "Service|shop|\(name)|\(uid)|shop/\(name):80|observed"
        return (time, GeneratedHistory.serviceAddress(service), 80, truth)
      case 4: return (time, "192.0.2.\(random.below(256))", 443, Self.nobody)
      default:
        let address = random.below(history.addressCount)
        let port = random.below(4) == 0 ? 9999 : GeneratedHistory.targetPort
        let truth = Self.truth(history.holdings[address], at: time, port: port)
        return (time, GeneratedHistory.podAddress(address), port, truth)
      }
    }
  }

  private static let nobody = "nobody|||||observed"

  private static func truth(
    _ holdings: [GeneratedHistory.Holding],
    at time: Int64,
    port: Int
  ) -> String {
    guard let held = holdings.first(where: { $0.from <= time && time < $0.until }) else {
      return nobody
    }
    let name = "svc-\(held.service)"
    var services = ""
    if port == GeneratedHistory.targetPort, held.listedFrom <= time, time < held.listedUntil {
      services = "shop/\(name):80" + (time < held.readyUntil ? "" : " (not eligible)")
    }
    let uid = GeneratedHistory.uid("90d", held.pod)
    return "Pod|shop|\(name)-\(held.pod)|\(uid)|\(services)|observed"
  }

  /// The rows as CSV.
  var csv: [UInt8] {
    var bytes = Array(Self.header.utf8)
    bytes.reserveCapacity(rows.count * 140)
    for (index, row) in rows.enumerated() {
      let time = Instant(nanoseconds: row.time).description
      bytes += "\(time),\(row.address),\(row.port),\(index % 9000),\(row.truth)\n".utf8
    }
    return bytes
  }

  /// How many rows of attributed CSV say something else than their truth; the first of them are given,
  /// too.
  static func mismatches(_ csv: [UInt8]) -> (rows: Int, count: Int, first: [String]) {
    var rows = 0
    var count = 0
    var first: [String] = []
    for line in csv.split(separator: 10).dropFirst() {
      let cells = line.split(separator: 44, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
      rows += 1
      // ts, ip, port, bytes, truth; then kind, namespace, name, UID, …, services, certainty.
      let said =
        cells.count > 13
        ? [cells[5], cells[6], cells[7], cells[8], cells[12], cells[13]].joined(separator: "|") : ""
      guard said != cells[4] else { continue }
      count += 1
      if first.count < 5 { first.append(String(decoding: line, as: UTF8.self)) }
    }
    return (rows, count, first)
  }
}
