internal import TopologyModel

/// When the bytes of an input arrived; empty for files, which were there before.
struct ArrivalTimes {
  /// The bytes up to `end` that those before do not cover, and when they had arrived.
  private struct Chunk {
    var end: Int
    var time: Instant
  }

  private var chunks: [Chunk] = []
  private var firstTime: Instant?

  /// The first and the last time; nil where nothing was noted.
  var range: ClosedRange<Instant>? {
    guard let firstTime, let last = chunks.last else { return nil }
    return firstTime...last.time
  }

  /// Notes when the bytes before `end` had arrived; where the clock stepped back, the time before
  /// counts.
  mutating func note(bytesBefore end: Int, at raw: Instant) {
    guard let last = chunks.last, raw <= last.time else {
      chunks.append(Chunk(end: end, time: raw))
      firstTime = firstTime ?? raw
      return
    }
    chunks[chunks.count - 1].end = end
  }

  /// When everything before `end` had arrived; nil where nothing was noted.
  func time(ofBytesBefore end: Int) -> Instant? {
    let place = chunks.partitioningIndex { $0.end >= end }
    return place < chunks.count ? chunks[place].time : chunks.last?.time
  }

  /// Forgets when the bytes before `offset` had arrived, but for the first and the last time.
  mutating func forget(before offset: Int) {
    let count = chunks.prefix { $0.end < offset }.count
    chunks.removeFirst(min(count, max(chunks.count - 1, 0)))
  }

  /// The same input as one piece, which had arrived when its last byte had.
  func joined(byteCount: Int) -> ArrivalTimes {
    var joined = ArrivalTimes()
    if let last = chunks.last { joined.note(bytesBefore: byteCount, at: last.time) }
    return joined
  }
}
