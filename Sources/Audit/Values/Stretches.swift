import TopologyModel

/// Stretches of time in order, none touching the next.
struct Stretches: Hashable, Sendable {
  /// The stretches.
  private(set) var all: [Stretch]

  static let none = Stretches([])

  /// The union of stretches in any order.
  init(_ stretches: some Sequence<Stretch>) {
    all = []
    for stretch in stretches.filter({ !$0.isEmpty }).sorted(by: { $0.from < $1.from }) {
      if let last = all.last, stretch.from <= last.until {
        all[all.count - 1].until = max(last.until, stretch.until)
      } else {
        all.append(stretch)
      }
    }
  }

  var isEmpty: Bool { all.isEmpty }

  /// Nanoseconds in all.
  var length: Int64 { all.reduce(0) { $0 + $1.length } }

  /// What both cover.
  func intersection(_ other: Stretches) -> Stretches {
    guard let first = all.first, let second = other.all.first else { return .none }
    var result: [Stretch] = []
    var (i, j) = (place(endingBehind: second.from), other.place(endingBehind: first.from))
    while i < all.count, j < other.all.count {
      if let part = all[i].clipped(to: other.all[j]) { result.append(part) }
      if all[i].until < other.all[j].until { i += 1 } else { j += 1 }
    }
    return Stretches(result)
  }

  /// What the other does not cover.
  func subtracting(_ other: Stretches) -> Stretches {
    var result: [Stretch] = []
    for stretch in all {
      var from = stretch.from
      var place = other.place(endingBehind: from)
      while place < other.all.count, other.all[place].from < stretch.until {
        let hole = other.all[place]
        if hole.from > from { result.append(Stretch(from: from, until: hole.from)) }
        from = hole.until
        place += 1
      }
      if from < stretch.until { result.append(Stretch(from: from, until: stretch.until)) }
    }
    return Stretches(result)
  }

  /// Whether all of a stretch is covered.
  func covers(_ stretch: Stretch) -> Bool {
    let place = place(endingBehind: stretch.from)
    return place < all.count && all[place].from <= stretch.from
      && stretch.until <= all[place].until
  }

  /// Whether one of them begins at an instant.
  func begins(at instant: Instant) -> Bool {
    let place = place(endingBehind: instant)
    return place < all.count && all[place].from == instant
  }

  /// Whether one of them ends at an instant.
  func ends(at instant: Instant) -> Bool {
    let place = place(endingBehind: instant)
    return place > 0 && all[place - 1].until == instant
  }

  /// Whether one of them contains an instant.
  func contains(_ instant: Instant) -> Bool {
    let place = place(endingBehind: instant)
    return place < all.count && all[place].from <= instant
  }

  /// Where the first one that ends behind an instant stands, found by halving.
  private func place(endingBehind instant: Instant) -> Int {
    all.partitioningIndex { $0.until > instant }
  }
}
