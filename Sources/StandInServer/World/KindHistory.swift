internal import TopologyModel

/// One kind of a world: where it began, what happened since, and how far the clock has come.
struct KindHistory: Sendable {
  let kind: ResourceKind
  /// The state at the beginning.
  private(set) var initial: [ObjectSlot: StoredObject]
  /// The revision of the beginning.
  let initialRevision: Revision
  /// What happened, in order, the future included.
  private(set) var records: [WorldRecord] = []
  /// How many of the records have happened.
  private(set) var happenedCount = 0
  /// How many records watches may see at most, while the kind is held back.
  private(set) var heldCount: Int?
  /// What is, after the records that have happened.
  private(set) var state: [ObjectSlot: StoredObject]
  /// What will be, after all records.
  private var lastState: [ObjectSlot: StoredObject]
  /// Watches and lists cannot go back before this revision.
  private(set) var compactedRevision: Revision

  init(kind: ResourceKind, initial: [ObjectSlot: StoredObject], revision: Revision) {
    self.kind = kind
    self.initial = initial
    initialRevision = revision
    state = initial
    lastState = initial
    compactedRevision = revision
  }

  /// How many records watches may see.
  var visibleCount: Int { min(happenedCount, heldCount ?? .max) }

  /// The next entry of the future.
  var next: WorldRecord? { happenedCount < records.count ? records[happenedCount] : nil }

  /// The revision of the last entry, or of the beginning.
  var lastRevision: Revision { records.last?.revision ?? initialRevision }

  /// Adds an object to the beginning.
  mutating func addInitial(_ object: StoredObject) {
    initial[object.slot] = object
    state[object.slot] = object
    lastState[object.slot] = object
  }

  /// Adds a change at the end of the future.
  mutating func append(_ type: WatchRecordType, _ object: StoredObject) {
    let previous = lastState[object.slot]
    append(
      WorldRecord(revision: object.revision, content: .change(type, object, previous: previous))
    )
  }

  /// Adds an entry at the end of the future.
  mutating func append(_ record: WorldRecord) {
    record.apply(to: &lastState)
    records.append(record)
  }

  /// Lets the next record happen.
  mutating func step() {
    let record = records[happenedCount]
    record.apply(to: &state)
    happenedCount += 1
    if case .relist = record.content { compactedRevision = record.revision }
  }

  /// Keeps watches from what happens from now on.
  mutating func hold() {
    heldCount = heldCount ?? happenedCount
  }

  /// Lets watches see everything again.
  mutating func release() {
    heldCount = nil
  }

  /// Forgets what was before a revision.
  mutating func compact(through revision: Revision) {
    compactedRevision = max(compactedRevision, revision)
  }

  /// Returns the first record after a revision, among those that have happened and are to come.
  func index(after revision: Revision) -> Int {
    var low = 0
    var high = records.count
    while low < high {
      let middle = (low + high) / 2
      if records[middle].revision <= revision { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Returns what was at a revision, which must not be compacted.
  func state(at revision: Revision) -> [ObjectSlot: StoredObject] {
    let end = min(index(after: revision), happenedCount)
    if end == happenedCount { return state }
    var state = initial
    for record in records[..<end] { record.apply(to: &state) }
    return state
  }
}
