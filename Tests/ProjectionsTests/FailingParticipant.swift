import EventLog
import Synchronization

/// Refuses an append after some that it let pass, as a killed process would.
final class FailingParticipant: AppendParticipant {
  struct Killed: Error {}

  private let remaining: Mutex<Int>

  init(afterAppends count: Int) {
    remaining = Mutex(count)
  }

  func prepare(_ connection: StoreConnection, log: LogSnapshot) throws {}

  func apply(_ events: [AppendedEvent], _ connection: StoreConnection, log: LogSnapshot) throws {
    try remaining.withLock { count in
      guard count > 0 else { throw Killed() }
      count -= 1
    }
  }

  func discardUncommitted() {}
}
