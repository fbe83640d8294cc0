/// When revisions were proven, in memory: pairs of a revision and the earliest instant that proved it,
/// both ascending.
///
/// Pairs that an earlier one with a higher revision makes idle are left out, so that it takes 16 bytes
/// for each instant at which something new was proven.
public struct ProofStaircase: Sendable {
  private var revisions: [Int64] = []
  private var times: [Int64] = []
  /// Proofs that came out of the order of time, to be merged.
  private var late: [(time: Int64, revision: Int64)] = []

  /// Creates one without steps.
  public init() {}

  /// Adds a proof; `finish()` has to follow the last one.
  public mutating func add(_ revision: Int64, at time: Int64) {
    if let last = times.last, time < last {
      let index = Self.partition(times) { $0 <= time }
      guard index == 0 || revisions[index - 1] < revision else { return }
      late.append((time, revision))
      return
    }
    guard revision > revisions.last ?? .min else { return }
    if times.last == time {
      revisions[revisions.count - 1] = revision
    } else {
      revisions.append(revision)
      times.append(time)
    }
  }

  /// Merges what came out of order.
  public mutating func finish() {
    guard !late.isEmpty else { return }
    let all = (zip(times, revisions).map { (time: $0, revision: $1) } + late)
      .sorted { ($0.time, $0.revision) < ($1.time, $1.revision) }
    (revisions, times, late) = ([], [], [])
    for proof in all { add(proof.revision, at: proof.time) }
  }

  /// The earliest instant that proved a revision, or one above it; nil where none did.
  public func time(of revision: Int64) -> Int64? {
    let index = Self.partition(revisions) { $0 < revision }
    return index < times.count ? times[index] : nil
  }

  /// The highest revision proven by an instant; nil where there was none.
  public func revision(at time: Int64) -> Int64? {
    let index = Self.partition(times) { $0 <= time }
    return index > 0 ? revisions[index - 1] : nil
  }

  /// The instants in a stretch at which a higher revision was proven.
  public func times(in stretch: Range<Int64>) -> ArraySlice<Int64> {
    let first = Self.partition(times) { $0 < stretch.lowerBound }
    let last = Self.partition(times) { $0 < stretch.upperBound }
    return times[first..<last]
  }

  /// The count of leading elements for which a condition holds, which none behind them meets.
  public static func partition(_ elements: [Int64], _ isBefore: (Int64) -> Bool) -> Int {
    elements.withUnsafeBufferPointer { elements in
      var low = 0
      var high = elements.count
      while low < high {
        let middle = (low + high) / 2
        if isBefore(elements[middle]) { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }
}
