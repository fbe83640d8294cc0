internal import EventLog
internal import TopologyModel

/// A stretch of a watch file without a break, of one kind: what the file itself implies of a
/// session.
///
/// Its events are numbered by the records they follow from, so that an import that was stopped and
/// one that went on give the same event the same number.
struct WatchSession {
  /// The events that one record can add to a session.
  enum Slot: Int, CaseIterable {
    case opened
    case listing
    case bookmark
    case end
  }

  /// The key of its events.
  let start: Instant
  /// When its first record arrived.
  let firstTime: Instant
  /// The highest revision that it delivered.
  private(set) var lastRevision: Revision?
  /// Whether its opening was told.
  var isOpened = false
  private let firstNumber: Int
  private let ordinalBase: Int

  /// Begins a session at the record `number`, after `previous`, of the same kind.
  init(start: Instant, firstTime: Instant, number: Int, after previous: (WatchSession, end: Int)?) {
    self.start = start
    self.firstTime = firstTime
    firstNumber = number
    if let (session, end) = previous, session.start == start {
      ordinalBase = session.ordinal(.end, number: end) + 1
    } else {
      ordinalBase = 0
    }
  }

  /// The number of an event that follows from the record `number`.
  func ordinal(_ slot: Slot, number: Int) -> Int {
    ordinalBase + (number - firstNumber) * Slot.allCases.count + slot.rawValue
  }

  /// The number of its opening.
  var firstOrdinal: Int { ordinalBase }

  /// Notes a revision that it delivered.
  mutating func reach(_ revision: Revision) {
    lastRevision = max(lastRevision ?? revision, revision)
  }
}
