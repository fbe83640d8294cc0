import TopologyModel

/// A note with the stretch of a span in which it is so.
struct SequencedNote {
  var note: Note
  var from: Instant
  var until: Instant

  /// Joins equal notes that adjoin, in order of their first beginning.
  static func coalesced(_ notes: [SequencedNote]) -> [SequencedNote] {
    var joined: [SequencedNote] = []
    for note in notes.sorted(by: { ($0.from, $0.until) < ($1.from, $1.until) }) {
      let place = joined.lastIndex { $0.note == note.note && note.from <= $0.until }
      if let place {
        joined[place].until = max(joined[place].until, note.until)
      } else {
        joined.append(note)
      }
    }
    return joined
  }
}
