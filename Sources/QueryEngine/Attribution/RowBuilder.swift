/// Makes the rows of an address's stretches, one stretch after the other.
struct RowBuilder {
  /// The place of each owner's identity, from 1; 0 is nobody's.
  private let identities: [Int]
  /// For each identity its group while that holds; -1 elsewhere.
  private var open: [Int]
  private var openCount = 0
  /// For each identity the number of the last stretch that has a row of it.
  private var seen: [Int]
  private var stretch = 0
  private var groups: [AddressHistory.Group] = []

  init(_ owners: [OwnerPiece]) {
    var identities: [Int] = []
    identities.reserveCapacity(owners.count)
    var count = 0
    // The pieces of an object follow one another, and no two objects have rows that are the same.
    var own: [(holder: SharedOwner, place: Int)] = []
    for owner in owners {
      let holder = owner.holder
      if let first = own.first, first.holder.objectID != holder.objectID {
        own.removeAll(keepingCapacity: true)
      }
      let known = own.last { $0.holder === holder || $0.holder.identity == holder.identity }
      if known == nil {
        count += 1
        own.append((holder, count))
      }
      identities.append(known?.place ?? count)
    }
    self.identities = identities
    open = Array(repeating: -1, count: count + 1)
    seen = Array(repeating: 0, count: count + 1)
  }

  /// Adds the rows at the beginning of a stretch.
  mutating func add(
    _ active: [Int],
    _ owners: [OwnerPiece],
    at start: Int64,
    to rows: inout [AddressHistory.Row]
  ) {
    stretch += 1
    var present = 0
    var isHeld = false
    for piece in active {
      let owner = owners[piece]
      isHeld = isHeld || owner.isLive
      guard seen[identities[piece]] != stretch else { continue }
      present += 1
      let group = group(
        of: identities[piece],
        begins: owner.beginsInferred,
        ends: owner.endsInferred
      )
      rows.append(AddressHistory.Row(piece: piece, group: group))
    }
    if !isHeld {
      present += 1
      let group = group(of: 0, begins: false, ends: false)
      rows.append(AddressHistory.Row(piece: nil, group: group))
    }
    guard openCount > present else { return }
    for identity in open.indices where open[identity] >= 0 && seen[identity] != stretch {
      groups[open[identity]].until = start
      open[identity] = -1
      openCount -= 1
    }
  }

  /// The groups of all rows.
  mutating func finished() -> [AddressHistory.Group] {
    // What goes on for ever has no end that could be inferred.
    for group in open where group >= 0 { groups[group].endsInferred = false }
    return groups
  }

  /// The group that an identity's row belongs to now, begun where none is open.
  private mutating func group(of identity: Int, begins: Bool, ends: Bool) -> Int {
    seen[identity] = stretch
    if open[identity] < 0 {
      open[identity] = groups.count
      openCount += 1
      groups.append(
        AddressHistory.Group(beginsInferred: begins, endsInferred: ends, until: .max)
      )
    }
    groups[open[identity]].endsInferred = ends
    return open[identity]
  }
}
