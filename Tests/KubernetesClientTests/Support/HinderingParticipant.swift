import EventLog
import Foundation
import Synchronization
import TopologyModel

/// Joins appends to make them slow, or fail as a full disk does.
final class HinderingParticipant: AppendParticipant {
  private let failuresLeft: Mutex<Int>
  private let milliseconds: Int
  private let tried = Mutex(0)

  /// Creates a participant that fails so many appends, and takes so long over each.
  init(failures: Int = 0, milliseconds: Int = 0) {
    failuresLeft = Mutex(failures)
    self.milliseconds = milliseconds
  }

  /// How many appends were tried.
  var triedCount: Int { tried.withLock { $0 } }

  func prepare(_ connection: StoreConnection, log: LogSnapshot) throws {}

  func apply(
    _ events: [AppendedEvent],
    _ connection: StoreConnection,
    log: LogSnapshot
  ) throws {
    tried.withLock { $0 += 1 }
    if milliseconds > 0 { usleep(UInt32(milliseconds) * 1_000) }
    let fails = failuresLeft.withLock { left in
      left -= 1
      return left >= 0
    }
    if fails {
      throw EventLogError.storage(path: log.storePath, detail: "database or disk is full")
    }
  }

  func discardUncommitted() {}
}
