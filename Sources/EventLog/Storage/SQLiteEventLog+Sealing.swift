internal import GRDB
internal import Synchronization
public import TopologyModel

extension SQLiteEventLog {
  /// Seals parts of the log one after the other, each in a transaction of its own, and calls `progress`
  /// with the last position of each.
  ///
  /// With `isWhole` everything through the end is sealed; else the end stays as it was appended, and so
  /// does what makes no whole part, of 4,096 events where nothing else is said; and a last part that is
  /// not whole is sealed again together with what came since. Answers and hashes stay what they are.
  /// Returns how many bodies were sealed that were not before.
  @discardableResult
  public func seal(
    isWhole: Bool,
    partsMax: Int = .max,
    partEventsMax: Int? = nil,
    progress: (LogPosition) -> Void = { _ in }
  ) throws -> Int {
    let partEventsMax = partEventsMax ?? Sealing.partEventsMax
    var bodyCount = 0
    // What was sealed may have been stored anew since, by a retention.
    var reached = isWhole ? try read { try Sealing.lastBeforeUnsealed($0.db) ?? .max } : nil
    for number in 0..<partsMax {
      let part = try maintain { snapshot -> Sealing.Part? in
        let last = try reached ?? Sealing.lastSealed(snapshot.db)
        let head = try snapshot.head().position.value
        let kept = isWhole ? 0 : Int64(Sealing.unsealedEventsMin)
        guard isWhole || head - kept - last >= Int64(partEventsMax) else { return nil }
        return try Sealing(snapshot, partEventsMax: partEventsMax)
          .sealPart(after: last, through: head - kept, joinsLast: isWhole && number == 0)
      }
      guard let part else { break }
      if isWhole { reached = part.last }
      sealedThrough.withLock { $0 = part.last }
      bodyCount += part.bodyCount
      progress(LogPosition(part.last))
    }
    return bodyCount
  }

  /// Seals everything and returns the space, and finds out before whether there is room for that.
  ///
  /// Throws `noRoom` where there is not; then nothing was sealed. Returns how many bodies were sealed,
  /// and whether the file has shrunk already, as `returnSpace()` does.
  public func sealReturningSpace(
    partEventsMax: Int? = nil
  ) throws -> (bodyCount: Int, hasShrunk: Bool) {
    try checkRoom(forReturning: read { try Sealing.bytesAfter($0) })
    let bodyCount = try seal(isWhole: true, partEventsMax: partEventsMax)
    return (bodyCount, try returnSpace())
  }

  /// Seals the next part where the log has grown so long that one is due; returns whether one was.
  ///
  /// What keeps it from that is no reason to append less: it is tried again when more has come.
  @discardableResult
  public func sealIfDue(at head: LogPosition) -> Bool {
    let last = sealedThrough.withLock { known in
      if known == nil { known = try? read { try Sealing.lastSealed($0.db) } }
      return known
    }
    let needed = Int64(Sealing.unsealedEventsMin + Sealing.partEventsMax)
    guard let last, head.value - last >= needed else { return false }
    if let count = try? seal(isWhole: false, partsMax: 1), count > 0 { return true }
    sealedThrough.withLock { $0 = head.value - Int64(Sealing.unsealedEventsMin) }
    return false
  }
}
