internal import GRDB
public import TopologyModel

/// Checks the chain from the first event on: positions without gap, bodies that read back, hashes
/// that follow from one another.
struct ChainVerifier {
  let snapshot: LogSnapshot

  /// Returns the first damage, or nil; calls `progress` with every checked position.
  func firstDamage(progress: (LogPosition) -> Void) throws -> EventLogError? {
    let reader = BodyReader(db: snapshot.db, cacheBytesMax: 64 << 20)
    let head = try snapshot.head().position
    var expected = ChainHash.genesis
    var last = LogPosition.zero
    var damage: EventLogError?
    try snapshot.forEachEvent(from: LogPosition(1), through: head) { stored in
      let position = stored.event.position
      guard position == last.next else {
        damage = .corrupt(position: last.next, detail: "it is missing")
        return false
      }
      do {
        expected = expected.appending(stored.event, body: try reader.body(at: position.value))
        guard try snapshot.hash(at: position) == expected else {
          damage = .corrupt(position: position, detail: "its hash does not follow from its content")
          return false
        }
      } catch let error as EventLogError {
        damage = error
        return false
      }
      last = position
      progress(position)
      return true
    }
    if damage == nil, last != head {
      damage = .corrupt(position: last.next, detail: "its object or feed is not registered")
    }
    return damage
  }
}

extension LogSnapshot {
  /// Returns the first damage of the chain, or nil; calls `progress` with every checked position.
  public func firstDamage(progress: (LogPosition) -> Void) throws -> EventLogError? {
    try ChainVerifier(snapshot: self).firstDamage(progress: progress)
  }
}
