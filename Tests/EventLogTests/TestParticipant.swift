import EventLog
import Synchronization

/// Does in each append what a test tells it to.
final class TestParticipant: AppendParticipant {
  struct Refusal: Error {}

  private let work: Mutex<(@Sendable ([AppendedEvent]) throws -> Void)?>
  private let discarded = Mutex(0)

  init(_ work: (@Sendable ([AppendedEvent]) throws -> Void)? = nil) {
    self.work = Mutex(work)
  }

  /// How often it was told to forget.
  var discardCount: Int { discarded.withLock { $0 } }

  func setWork(_ work: (@Sendable ([AppendedEvent]) throws -> Void)?) {
    self.work.withLock { $0 = work }
  }

  func prepare(_ connection: StoreConnection, log: LogSnapshot) throws {}

  func apply(_ events: [AppendedEvent], _ connection: StoreConnection, log: LogSnapshot) throws {
    try work.withLock { $0 }?(events)
  }

  func discardUncommitted() {
    discarded.withLock { $0 += 1 }
  }
}
