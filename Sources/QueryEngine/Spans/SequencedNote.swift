import TopologyModel

/// A note with the stretch of a span in which it is so.
struct SequencedNote {
  var note: Note
  var from: Instant
  var until: Instant

  /// Joins equal notes that adjoin, in order of their beginnings, then of their ends; those that hold
  /// together stay in the order in which they are given, wherever they were cut.
  static func coalesced(_ notes: [SequencedNote]) -> [SequencedNote] {
    var joined: [SequencedNote] = []
    let order = notes.indices.sorted { (notes[$0].from, $0) < (notes[$1].from, $1) }
    for note in order.map({ notes[$0] }) {
      let place = joined.lastIndex { $0.note == note.note && note.from <= $0.until }
      if let place {
        joined[place].until = max(joined[place].until, note.until)
      } else {
        joined.append(note)
      }
    }
    return joined.indices.sorted { left, right in
      (joined[left].from, joined[left].until, left)
        < (joined[right].from, joined[right].until, right)
    }.map { joined[$0] }
  }
}
