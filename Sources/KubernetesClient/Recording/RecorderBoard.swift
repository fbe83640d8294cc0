internal import Synchronization

/// Where the watches of a process say how they stand.
public final class RecorderBoard: Sendable {
  private let states = Mutex([WatchState]())
  private let tell: @Sendable (RecorderMessage) -> Void

  /// Creates a board; `tell` gets each line of the log, from any thread.
  public init(tell: @escaping @Sendable (RecorderMessage) -> Void) {
    self.tell = tell
  }

  /// The watches, in the order in which they were announced.
  public var watches: [WatchState] { states.withLock { $0 } }

  /// Announces a watch; returns its place.
  func announce(_ state: WatchState) -> Int {
    states.withLock { states in
      states.append(state)
      return states.count - 1
    }
  }

  /// Changes how a watch stands.
  func update(_ index: Int, _ change: (inout WatchState) -> Void) {
    states.withLock { change(&$0[index]) }
  }

  /// Adds a line to the log.
  func add(_ message: RecorderMessage) {
    tell(message)
  }
}
