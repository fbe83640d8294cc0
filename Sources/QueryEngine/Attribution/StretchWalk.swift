/// Goes forward over stretches of time and knows which hold.
struct StretchWalk {
  private let stretches: [(from: Int64, until: Int64)]
  /// The places of those that did not begin yet, by beginning.
  private let order: [Int]
  private var next = 0
  private var firstEnd = Int64.max
  /// The places of those that hold, ascending.
  private(set) var active: [Int] = []

  /// Begins before all of them.
  init(_ stretches: [(from: Int64, until: Int64)]) {
    self.stretches = stretches
    var order = Array(stretches.indices)
    let isOrdered = order.dropFirst().allSatisfy { stretches[$0 - 1].from <= stretches[$0].from }
    if !isOrdered { order.sort { (stretches[$0].from, $0) < (stretches[$1].from, $1) } }
    self.order = order
  }

  /// Goes on to an instant, which does not lie before the last one.
  mutating func advance(to time: Int64) {
    if firstEnd <= time { active.removeAll { stretches[$0].until <= time } }
    var isChanged = false
    while next < order.count, stretches[order[next]].from <= time {
      let place = order[next]
      next += 1
      guard stretches[place].until > time else { continue }
      isChanged = isChanged || active.last.map { $0 > place } ?? false
      active.append(place)
    }
    if isChanged { active.sort() }
    firstEnd = .max
    for place in active { firstEnd = min(firstEnd, stretches[place].until) }
  }
}
