/// What is to happen, by time, and of one time in the order in which it was planned: a binary heap.
struct ActionQueue {
  private struct Entry {
    var time: Int64
    var sequence: UInt64
    var action: SimulatedAction

    func precedes(_ other: Entry) -> Bool {
      time == other.time ? sequence < other.sequence : time < other.time
    }
  }

  private var entries: [Entry] = []
  private var sequence: UInt64 = 0

  var count: Int { entries.count }

  /// When the next action is; nil where there is none.
  var nextTime: Int64? { entries.first?.time }

  mutating func add(_ action: SimulatedAction, at time: Int64) {
    sequence += 1
    entries.append(Entry(time: time, sequence: sequence, action: action))
    var index = entries.count - 1
    while index > 0 {
      let parent = (index - 1) / 2
      guard entries[index].precedes(entries[parent]) else { break }
      entries.swapAt(index, parent)
      index = parent
    }
  }

  mutating func next() -> (time: Int64, action: SimulatedAction)? {
    guard let first = entries.first, let last = entries.popLast() else { return nil }
    guard !entries.isEmpty else { return (first.time, first.action) }
    entries[0] = last
    var index = 0
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2] where child < entries.count {
        if entries[child].precedes(entries[least]) { least = child }
      }
      guard least != index else { break }
      entries.swapAt(index, least)
      index = least
    }
    return (first.time, first.action)
  }
}
