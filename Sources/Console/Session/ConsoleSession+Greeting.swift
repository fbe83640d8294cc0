import Diagnostics
import QueryEngine
import QuerySyntax
import TopologyModel

extension ConsoleSession {
  /// Says what is open and what may be asked of it.
  ///
  /// The examples are questions about what the store holds, at a time that it knows of.
  public func greet(withExamples: Bool = true) {
    attempt {
      let names = try store.clusterNames()
      var lines = ["\(store.path): " + (try Self.summary(names, store))]
      if withExamples, let name = names.first, let observed = try store.observed(cluster: name) {
        let examples = try examples(
          cluster: names.count > 1 ? name : nil,
          from: observed.from,
          through: observed.through
        )
        let now = environment.now()
        if now.nanoseconds - observed.through.nanoseconds > Self.silence {
          lines.append("Nothing was observed since; \\at \(observed.through) looks from its end.")
        }
        if !examples.isEmpty { lines += ["Questions to begin with:"] + examples.map { "  " + $0 } }
      }
      lines.append("\\help lists commands and topics, Tab completes, Ctrl-D leaves.")
      screen.tell(lines.map { DisplayWidth.escaped($0) + "\n" }.joined())
    }
  }

  /// How long nothing was observed, in nanoseconds, before that is told.
  private static let silence: Int64 = 900_000_000_000

  private static func summary(_ names: [String], _ store: any ConsoleStore) throws -> String {
    guard let name = names.first else { return "nothing is stored yet" }
    guard names.count == 1 else { return "clusters \(names.joined(separator: ", "))" }
    guard let observed = try store.observed(cluster: name) else {
      return "cluster \(name), never observed"
    }
    return "cluster \(name), observed from \(observed.from) to \(observed.through)"
  }

  /// Three questions about a Service with many endpoints, at a time when it had them.
  private func examples(
    cluster: String?,
    from: Instant,
    through: Instant
  ) throws -> [String] {
    let place = cluster.map { " in cluster \($0)" } ?? ""
    guard let busiest = try busiest(place, from: from, through: through) else { return [] }
    let (service, time) = busiest
    var examples = ["pods serving \(service)\(place) at \(time)"]
    let start = Self.wholeSecond(from, roundsUp: true)
    let end = Self.wholeSecond(through)
    if start < end {
      examples.append("pods serving \(service)\(place) from \(start) to \(end) | outages")
    } else {
      examples.append("why \(service)\(place) at \(time)")
    }
    let address = try cells("endpoints of \(service)\(place) at \(time) | select address | limit 1")
    if let address, case .address(let ip) = address[0] {
      examples.append("owners of ip \(ip)\(place) at \(time)")
    }
    return examples.filter {
      Parser.parse(SourceText(name: "query", text: $0)).query != nil
    }
  }

  /// The Service with the most endpoints at one of a few instants, the last ones first.
  private func busiest(
    _ place: String,
    from: Instant,
    through: Instant
  ) throws -> (service: String, time: Instant)? {
    var best: (service: String, time: Instant, count: Int64)?
    let length = through.nanoseconds - from.nanoseconds
    for eighths in (1...8).reversed() {
      let instant = from.advanced(byNanoseconds: length / 8 * Int64(eighths))
      let whole = Self.wholeSecond(instant)
      let time = whole > from ? whole : instant
      let row = try cells(
        "slices\(place) at \(time) | where service is not null"
          + " | select namespace, service, endpoints | sort by endpoints desc | limit 1"
      )
      guard let row, case .text(let namespace) = row[0], case .text(let name) = row[1],
        case .integer(let count) = row[2]
      else { continue }
      if count > best?.count ?? 0 { best = ("\(namespace)/\(name)", time, count) }
      if let best, best.count > 1 { break }
    }
    return best.map { ($0.service, $0.time) }
  }

  private static func wholeSecond(_ instant: Instant, roundsUp: Bool = false) -> Instant {
    let second: Int64 = 1_000_000_000
    let seconds = instant.nanoseconds / second + (roundsUp ? 1 : 0)
    return Instant(nanoseconds: seconds * second)
  }

  /// The cells of the first row of an answer; nil where there is none, or nothing was observed then.
  private func cells(_ text: String) throws -> [Value]? {
    let source = SourceText(name: "query", text: text)
    let context = QueryContext(now: environment.now())
    guard
      case .answered(let answer) = try store.run(source, context: context, isCancelled: { false })
    else { return nil }
    guard !answer.notes.contains(where: { $0.code == .notObserved }) else { return nil }
    return answer.rows.first?.values
  }
}
