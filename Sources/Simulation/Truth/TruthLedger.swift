internal import TopologyModel

/// Turns changes, which have revisions, into intervals of valid time.
///
/// A change waits here until the recorder has proof of its revision, which is seconds; what is open
/// is what there is in the cluster. So the ledger does not grow with the history.
struct TruthLedger {
  /// What has an interval.
  enum Key: Hashable {
    /// An address of a Pod.
    case address(pod: Int, SimulatedFamily)
    /// An endpoint of a Service's port; `target` is the Pod's number, or negative for others.
    case endpoint(service: Int, port: Int, target: Int, SimulatedFamily)
  }

  private struct Change {
    var revision: UInt64
    var key: Key
    /// What is so from then on; nil for nothing.
    var truth: SimulatedTruth?
  }

  private let isTelling: Bool
  private var waiting: [Change] = []
  private var head = 0
  private var open: [Key: SimulatedTruth] = [:]
  /// What is settled and not told yet.
  private var settled: [SimulatedTruth] = []
  /// Up to which revision there is proof.
  private(set) var provenRevision: UInt64 = 0

  init(isTelling: Bool) {
    self.isTelling = isTelling
  }

  /// How many intervals are open or wait.
  var size: Int { open.count + waiting.count - head }

  /// Notes what is so from a revision on; nil for nothing.
  ///
  /// The times are set by the proof.
  mutating func note(_ key: Key, _ truth: @autoclosure () -> SimulatedTruth?, at revision: UInt64) {
    guard isTelling else { return }
    waiting.append(Change(revision: revision, key: key, truth: truth()))
  }

  /// Tells a line that is settled already.
  mutating func tell(_ truth: SimulatedTruth) {
    if isTelling { settled.append(truth) }
  }

  /// Takes the proof that everything up to a revision was committed.
  mutating func prove(_ revision: UInt64, at time: Instant) {
    guard revision > provenRevision else { return }
    provenRevision = revision
    while head < waiting.count, waiting[head].revision <= revision {
      let change = waiting[head]
      head += 1
      if let former = open.removeValue(forKey: change.key) { close(former, at: time) }
      if let truth = change.truth { open[change.key] = truth.beginning(at: time) }
    }
    if head == waiting.count {
      waiting.removeAll(keepingCapacity: true)
      head = 0
    } else if head > 4_096, head * 2 > waiting.count {
      waiting.removeFirst(head)
      head = 0
    }
  }

  /// Takes what is settled.
  mutating func take() -> [SimulatedTruth] {
    guard !settled.isEmpty else { return [] }
    defer { settled.removeAll(keepingCapacity: true) }
    return settled
  }

  /// Settles what is open at the end.
  mutating func finish() {
    for key in open.keys.sorted(by: Self.precedes) {
      if let truth = open[key] { settled.append(truth) }
    }
    open = [:]
  }

  private mutating func close(_ truth: SimulatedTruth, at time: Instant) {
    guard truth.from < time else { return }
    settled.append(truth.ending(at: time))
  }

  private static func precedes(_ left: Key, _ right: Key) -> Bool {
    order(left).lexicographicallyPrecedes(order(right))
  }

  private static func order(_ key: Key) -> [Int] {
    switch key {
    case .address(let pod, let family): [0, pod, 0, 0, family.rawValue]
    case .endpoint(let service, let port, let target, let family):
      [1, service, port, target, family.rawValue]
    }
  }
}
