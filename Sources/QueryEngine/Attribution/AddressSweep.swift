import Projections
import TopologyModel

/// What an epoch says of all addresses, read in one pass over the runs: where most of them are asked
/// for, that takes a tenth of looking each of them up.
final class AddressSweep {
  /// About how many bytes a run takes here.
  static let runBytes = 120

  private var pieces: [AddressKey: [OwnerPiece]] = [:]
  private var entries: [Int64: [SliceHistory.Entry]] = [:]

  init(_ clock: EpochClock) throws {
    var book = HolderBook()
    try clock.reads.forEachHolder(clock.cluster) { id, object in
      if clock.shows(object) { book.note(object, id) }
    }
    let builder = SweepBuilder(book, clock)
    try clock.reads.forEachRun(
      clock.cluster,
      holder: { try builder.add($0) },
      endpoint: { try builder.add($1, ofSlice: $0) }
    )
    (pieces, entries) = try builder.finish()
  }

  /// The pieces of an address, in the order of rows.
  func pieces(of address: AddressKey) -> [OwnerPiece] {
    guard let index = pieces.index(forKey: address) else { return [] }
    OwnerPiece.sort(&pieces.values[index])
    return pieces.values[index]
  }

  /// The entries of a slice, by address, then beginning.
  func entries(ofSlice id: Int64) -> [SliceHistory.Entry] {
    guard let index = entries.index(forKey: id) else { return [] }
    SliceHistory.sort(&entries.values[index])
    return entries.values[index]
  }
}
