internal import TopologyModel

/// What one kind's watch has to tell and has not told yet.
///
/// It is told in order, and the more there is to tell, the later: so a burst of Pods arrives behind
/// the slices that they caused.
struct WatchStream {
  /// How many bytes a watch delivers in a millisecond.
  private static let bytesOfMillisecond = 4_000
  private static let microsecond: Int64 = 1_000

  let kind: ResourceKind
  /// Whether it is open; else what changes is told by nobody.
  var isOpen = false
  /// Whether nothing of it arrives for now.
  private(set) var isPaused = false
  /// When the last record was told.
  private(set) var lastReceived: Int64 = 0
  /// Up to which revision the watch has told.
  private(set) var lastRevision: UInt64 = 0
  private var queue: [SimulatedRecord] = []
  private var head = 0

  init(kind: ResourceKind) {
    self.kind = kind
  }

  /// When the next record is received; nil where none waits, or the watch is paused.
  var nextReceived: Int64? {
    head < queue.count && !isPaused ? queue[head].receivedAt.nanoseconds : nil
  }

  /// How many changes wait.
  var waitingChangeCount: Int {
    queue[head...].count { record in
      if case .change = record.content { true } else { false }
    }
  }

  /// Holds the watch back for a while.
  mutating func stall(until time: Int64) {
    lastReceived = max(lastReceived, time - time % Self.microsecond)
  }

  /// Takes what was committed at a time, to be told at most `delayMax` later.
  mutating func enqueue(
    _ content: SimulatedRecord.Content,
    revision: UInt64,
    committed: Int64,
    byteCount: Int,
    jitter: Int64,
    delayMax: Int64
  ) {
    let service = Int64(byteCount) * 1_000_000 / Int64(Self.bytesOfMillisecond)
    let free = max(lastReceived, committed + jitter) + service
    var time = max(min(free, committed + delayMax), committed)
    // Recorders write microseconds; nothing is received before it was committed.
    time -= time % Self.microsecond
    if time <= committed { time += Self.microsecond }
    // No record overtakes another of its kind, also where both are as late as may be.
    time = max(time, lastReceived)
    lastReceived = time
    queue.append(
      SimulatedRecord(
        receivedAt: Instant(nanoseconds: time),
        kind: kind,
        revision: revision,
        content: content
      )
    )
  }

  /// Returns the next record.
  mutating func next() -> SimulatedRecord {
    let record = queue[head]
    // What was passed is let go, and moved out of the way now and then.
    queue[head].content = .bookmark
    head += 1
    if head == queue.count {
      queue.removeAll(keepingCapacity: true)
      head = 0
    } else if head > 1_024, head * 2 > queue.count {
      queue.removeFirst(head)
      head = 0
    }
    lastRevision = record.revision
    return record
  }

  /// Closes the watch: what it has not told is lost; returns how many changes were.
  mutating func expire() -> Int {
    let count = waitingChangeCount
    queue.removeAll(keepingCapacity: true)
    head = 0
    isOpen = false
    return count
  }

  /// Lets nothing arrive until the watch goes on.
  mutating func pause() {
    isPaused = true
  }

  /// Lets everything arrive that waited, from a time on.
  mutating func goOn(at time: Int64) {
    isPaused = false
    lastReceived = max(lastReceived, time)
    var next = time
    for index in head..<queue.count {
      next += Self.microsecond
      if queue[index].receivedAt.nanoseconds < next {
        queue[index].receivedAt = Instant(nanoseconds: next)
      }
      next = queue[index].receivedAt.nanoseconds
      lastReceived = max(lastReceived, next)
    }
  }

  /// Opens the watch behind a list.
  mutating func open(at time: Int64, revision: UInt64) {
    isOpen = true
    lastReceived = time
    lastRevision = revision
  }
}
