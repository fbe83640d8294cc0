import EventLog
import HindcastTestSupport
import Testing
import TopologyModel

/// What is said of addresses in bulk is what the language says of each.
@Suite struct AttributionProperties {
  @Test("attributing in bulk says what asking says")
  func bulk() throws {
    try PropertyDriver(count: 24).run { random in
      let history = try HistoryGenerator.history(&random, parts: random.number(1...2))
      let store = try TestStore()
      try store.append(history.inSomeOrder(&random), &random)
      let head = try store.head().position.value
      let knownAt = random.oneIn(3) ? LogPosition(Int64(random.number(1...Int(head)))) : nil
      try store.log.read { snapshot in
        guard let cluster = try snapshot.clusters().first?.name else { return }
        var comparison = try AttributionComparison(
          snapshot,
          cluster: cluster,
          knownAt: knownAt,
          bytesMax: random.oneIn(2) ? 20_000 : 1 << 28
        )
        let addresses = try comparison.addresses()
        for _ in 0..<12 {
          guard let picked = random.pick(history.instants) else { return }
          let shift = Int64(random.number(0...3) * random.number(0...3)) - 3
          let instant = picked.advanced(byNanoseconds: shift * 500_000_000)
          let asked = addresses.filter { _ in random.oneIn(2) }
          let differences = try comparison.differences(at: instant, asked)
          try Check.holds(differences.isEmpty, differences.prefix(8).joined(separator: "\n"))
        }
      }
    }
  }
}
