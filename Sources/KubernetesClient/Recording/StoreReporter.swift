public import Ingest

/// Says in the log when the store is in trouble, and when it no longer is.
public struct StoreReporter: Sendable {
  private var isFailureTold = false
  private var isHoldingBackTold = false

  /// Creates a reporter of a store that is well.
  public init() {}

  /// Returns the lines that are news; `state` is how the store stands now.
  public mutating func news(_ state: LiveStoreState) -> [String] {
    var lines: [String] = []
    if let failure = state.failure, !isFailureTold {
      isFailureTold = true
      lines.append("warning: a write to the store failed and is tried again: \(failure)")
    } else if state.failure == nil, isFailureTold {
      isFailureTold = false
      lines.append("the store is written again, \(state.queuedCount) events wait")
    }
    if state.isHoldingBack, !isHoldingBackTold {
      isHoldingBackTold = true
      lines.append(
        "warning: the store is slower than the clusters, \(state.queuedCount) events wait; "
          + "the watches are held back"
      )
    } else if state.queuedCount == 0 {
      isHoldingBackTold = false
    }
    return lines
  }
}
