internal import TopologyModel

/// Writes what was received as one stream of watch records, with the lists as the server streams
/// them: added objects, and a bookmark behind them.
///
/// Between the kinds only bookmarks tell an object of a list from one that was just added, so there
/// is one wherever the two could touch.
public struct StreamFormat {
  private var text = RecordText()
  /// The kinds whose watches are open, with the revision that each has told.
  private var open: [ResourceKind: UInt64] = [:]

  /// Creates a writer at the beginning of the stream.
  public init() {}

  /// Returns the lines of a record; none for what a stream does not tell.
  public mutating func lines(of record: SimulatedRecord) -> [UInt8] {
    let kind = record.kind
    let time = record.receivedAt
    switch record.content {
    case .listBegan: addSeparator(at: time)
    case .listItem(let body): text.add("ADDED", body, at: time)
    case .listEnded:
      text.addBookmark(kind, revision: record.revision, endsList: true, at: time)
      open[kind] = record.revision
    case .change(let change, let body):
      text.add(change.rawValue, body, at: time)
      open[kind] = record.revision
    case .bookmark:
      text.addBookmark(kind, revision: record.revision, at: time)
      open[kind] = record.revision
    case .expired(let oldest):
      text.addExpiry(record.revision, oldest: oldest, at: time)
      open[kind] = nil
      addSeparator(at: time)
    case .paused:
      text.addLoss(at: time)
      open[kind] = nil
      addSeparator(at: time)
    case .resumed, .continued, .ended: break
    }
    return text.take()
  }

  /// Repeats what some kind told last.
  private mutating func addSeparator(at time: Instant) {
    guard let kind = open.keys.min(), let revision = open[kind] else { return }
    text.addBookmark(kind, revision: revision, at: time)
  }
}
