import EventLog
import Foundation
import Projections
import QueryEngine
import TopologyModel

/// Many pairs of an address and a time at once: who held each.
struct PairsMeasurement {
  /// How many pairs are attributed.
  static let count = 100_000
  private static let seed = 16

  /// What it took, and how many pairs somebody held.
  struct Result: Codable {
    var peer: String
    var pairs: Int
    /// The first pass, which reads what the next ones find in memory.
    var firstSeconds: Double
    var secondSeconds: Double
    var held: Int
  }

  let subjects: Subjects

  /// The pairs, by the number of the address.
  func pairs() -> [(address: Int, second: Int)] {
    var sequence = QuestionSequence(seed: Self.seed)
    return (0..<Self.count).map { _ in
      let address = sequence.below(subjects.addresses.count)
      return (address, subjects.first + sequence.below(subjects.last - subjects.first))
    }
  }

  func hindcast(_ peer: HindcastPeer) throws -> Result {
    let keys = try subjects.addresses.map { text in
      guard let address = IPAddress(text) else {
        throw HindcastPeer.Refusal(description: "\(text) is no address")
      }
      return AddressKey(address)
    }
    let pairs = pairs()
    let log = try peer.open()
    defer { try? log.close() }
    return try log.read { snapshot in
      let reads = try ProjectionSnapshot(snapshot)
      var index: AttributionIndex?
      var held = 0
      func pass() throws {
        held = 0
        let index = try index ?? AttributionIndex(reads, cluster: peer.cluster)
        for pair in pairs {
          let time = Instant(nanoseconds: Int64(pair.second) * 1_000_000_000)
          let found = try index.attribution(of: keys[pair.address], at: time)
          if found.owners.contains(where: { $0.kind != nil }) { held += 1 }
        }
      }
      let first = try Clocks.seconds {
        index = try AttributionIndex(reads, cluster: peer.cluster)
        try pass()
      }
      let second = try Clocks.seconds { try pass() }
      return Result(
        peer: "hindcast",
        pairs: pairs.count,
        firstSeconds: first,
        secondSeconds: second,
        held: held
      )
    }
  }

  func sqlite(_ peer: SQLitePeer) throws -> Result {
    let pairs = pairs()
    let session = try peer.open(.owner)
    var held = 0
    var sum = 0
    func pass() throws {
      held = 0
      for pair in pairs {
        var isHeld = false
        let second = pair.second * 1_000_000_000
        try session.statement.run([.integer(pair.address), .integer(0), .integer(second)]) {
          sum &+= $0.touch()
          isHeld = true
        }
        if isHeld { held += 1 }
      }
    }
    try session.database.execute("BEGIN")
    let first = try Clocks.seconds { try pass() }
    let second = try Clocks.seconds { try pass() }
    precondition(sum != .min)
    return Result(
      peer: peer.name,
      pairs: pairs.count,
      firstSeconds: first,
      secondSeconds: second,
      held: held
    )
  }
}
