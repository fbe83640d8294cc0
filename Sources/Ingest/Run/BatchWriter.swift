internal import EventLog
internal import TopologyModel

/// Appends events in batches and counts what became of them.
///
/// While one batch is appended, the bodies of the next one are hashed and compressed, and the one behind
/// that is gathered.
final class BatchWriter {
  /// A batch on its way; one thread has it at a time.
  private final class Batch: @unchecked Sendable {
    var drafts: [EventDraft]
    /// For each draft, the entry of the report that it counts in.
    let feedIndexes: [Int]

    init(drafts: [EventDraft], feedIndexes: [Int]) {
      self.drafts = drafts
      self.feedIndexes = feedIndexes
    }
  }

  /// What is told of the import so far.
  var report = ImportReport()

  /// Whether all is appended at once at the end, or nothing where something cannot be read.
  let isAtomic: Bool

  private let log: SQLiteEventLog
  private let eventsMax: Int
  private let comparer: BodyComparer
  private var heldListings = HeldListings()
  private let preparing = WorkLane<Void>(label: "hindcast.prepare")
  private let appending = WorkLane<AppendReceipt>(label: "hindcast.append")
  /// The batch whose bodies are being prepared, and the one that is being appended.
  private var prepared: Batch?
  private var underway: Batch?
  /// The batch that was appended last.
  ///
  /// What it holds is let go of by the preparing thread, which has the least to do.
  private var settled: Batch?
  private let preparer = PreparingStage()
  /// Whether bodies are prepared: not while the log turns out to hold what comes.
  private var isPreparing = true
  private var drafts: [EventDraft] = []
  /// For each draft, the entry of the report that it counts in.
  private var feedIndexes: [Int] = []

  init(log: SQLiteEventLog, eventsMax: Int, isAtomic: Bool = false) {
    self.log = log
    self.isAtomic = isAtomic
    self.eventsMax = eventsMax
    comparer = BodyComparer(log: log)
  }

  deinit {
    // The log may be closed now, and nobody asks for the receipt any more.
    if prepared != nil { _ = try? preparing.wait() }
    if underway != nil { _ = try? appending.wait() }
  }

  /// How many events were appended, `seen` ones included.
  private(set) var appendedCount = 0

  /// Adds a unit, which is never split, but for its listings with unread members, which wait for
  /// `finish()`; returns whether something was appended.
  func add(_ unit: EventUnit, feedIndex: Int) throws -> Bool {
    var unit = unit
    heldListings.take(from: &unit, feedIndex: feedIndex)
    var isFlushed = false
    if !isAtomic, !drafts.isEmpty, drafts.count + unit.drafts.count > eventsMax {
      isFlushed = try begin()
    }
    drafts += unit.drafts
    feedIndexes += repeatElement(feedIndex, count: unit.drafts.count)
    if !isAtomic, drafts.count >= eventsMax {
      isFlushed = try begin() || isFlushed
    }
    return isFlushed
  }

  /// Adds a unit that is ordered by its arrival, less what the log holds already.
  func add(_ unit: EventUnit, feedIndex: Int, _ options: ImportOptions) throws -> Bool {
    try flush()
    let (placed, knownCount) = try ArrivalOrder(log: log, options: options).place(unit)
    report.feeds[feedIndex].duplicates += knownCount
    return try add(placed, feedIndex: feedIndex)
  }

  /// Appends what has gathered, unless it waits for the end, and waits until it is on disk.
  func flush() throws {
    while try advance() {}
  }

  /// Goes on with what has gathered, unless it waits for the end, by one step; returns whether there was
  /// one to go.
  func advance() throws -> Bool { try !isAtomic && step() }

  private func step() throws -> Bool {
    if !drafts.isEmpty {
      _ = try begin()
    } else if prepared != nil {
      _ = try pass()
    } else {
      return try settle()
    }
    return true
  }

  /// Begins to prepare what has gathered, and to append what was prepared before; returns whether
  /// something was appended.
  private func begin() throws -> Bool {
    let isSettled = try pass()
    guard !drafts.isEmpty else { return isSettled }
    let batch = Batch(drafts: drafts, feedIndexes: feedIndexes)
    drafts = []
    feedIndexes = []
    drafts.reserveCapacity(batch.drafts.count)
    feedIndexes.reserveCapacity(batch.drafts.count)
    prepared = batch
    let (preparer, isNeeded) = (preparer, isPreparing && !isAtomic)
    let former = settled
    settled = nil
    preparing.start {
      former?.drafts = []
      if isNeeded { try preparer.prepare(&batch.drafts) }
    }
    return isSettled
  }

  /// Begins to append the batch whose bodies are prepared, once what was begun before is on disk;
  /// returns whether something was.
  private func pass() throws -> Bool {
    guard let batch = prepared else { return false }
    prepared = nil
    guard try preparing.wait() != nil else { return false }
    let isSettled = try settle()
    underway = batch
    let log = log
    appending.start { try log.append(batch.drafts) }
    return isSettled
  }

  /// Waits for the batch that is being appended, and counts what became of it; returns whether there
  /// was one.
  private func settle() throws -> Bool {
    guard let batch = underway else { return false }
    underway = nil
    guard let receipt = try appending.wait() else { return false }
    settled = batch
    let (drafts, feedIndexes) = (batch.drafts, batch.feedIndexes)
    appendedCount += receipt.appendedCount
    isPreparing = receipt.appendedCount * 2 >= drafts.count
    var known: [BodyComparer.Candidate] = []
    for (index, outcome) in receipt.outcomes.enumerated() {
      let feedIndex = feedIndexes[index]
      let original: LogPosition
      switch outcome {
      case .appended:
        report.feeds[feedIndex].appended += 1
        continue
      case .seen(_, let position):
        report.feeds[feedIndex].seen += 1
        original = position
      case .duplicate(let position):
        report.feeds[feedIndex].duplicates += 1
        original = position
      case .behindHorizon:
        report.feeds[feedIndex].behindHorizon += 1
        continue
      }
      // What another store saw again has no body to compare.
      if case .object = drafts[index].content, drafts[index].type != .seen {
        known.append(
          BodyComparer.Candidate(draft: drafts[index], position: original, feedIndex: feedIndex)
        )
      }
    }
    try compare(known)
    return true
  }

  /// Appends what has gathered, and the listings that waited where they are complete after all.
  func finish() throws {
    if isAtomic, !report.isComplete {
      drafts = []
      return
    }
    try flush()
    try heldListings.release(log) { draft, feedIndex, isComplete in
      if isComplete {
        drafts.append(draft)
        feedIndexes.append(feedIndex)
      } else if case .observation(let details) = draft.content {
        note(.listingIncomplete(details.kind, file: report.feeds[feedIndex].path))
      }
    }
    while try step() {}
  }

  /// Adds a note to the report, once.
  func note(_ note: ImportNote) {
    if !report.notes.contains(note) { report.notes.append(note) }
  }

  private func compare(_ candidates: [BodyComparer.Candidate]) throws {
    for found in try comparer.differences(of: candidates) {
      report.feeds[found.feedIndex].differingBodies += 1
      guard report.differences.count < ImportReport.examplesMax else { continue }
      report.differences.append(
        BodyDifference(
          file: report.feeds[found.feedIndex].path,
          object: found.object,
          revision: found.revision,
          field: found.field,
          position: found.position
        )
      )
    }
  }

  /// How many bodies were not compared, since comparing them takes long.
  var uncomparedCount: Int { comparer.uncomparedCount }
}
