/// An answer whose rows are made while they are taken, so that however many there are, few are held.
public struct AnswerStream {
  /// The answer without its rows.
  public let head: Answer
  /// How many rows there are; no more than the query's limit.
  public let rowCount: Int
  private let first: Int
  private let makeRows: ((ResultRow) throws -> Void) throws -> Void

  /// Creates a stream of so many rows, behind the first ones of those that are made.
  init(
    head: Answer,
    rowCount: Int,
    first: Int,
    makeRows: @escaping ((ResultRow) throws -> Void) throws -> Void
  ) {
    self.head = head
    self.rowCount = rowCount
    self.first = first
    self.makeRows = makeRows
  }

  private struct Enough: Error {}

  /// Calls `body` with the rows in the language's order, some at a time.
  ///
  /// Throws what the reads and `body` throw. The reads that the query was run on have to be there
  /// still.
  public func forEachPiece(
    of size: Int = AnswerPieces.rowsPerPiece,
    _ body: (ArraySlice<ResultRow>) throws -> Void
  ) throws {
    guard rowCount > 0 else { return }
    var piece: [ResultRow] = []
    var (skipped, taken) = (0, 0)
    do {
      try makeRows { row in
        guard skipped == first else {
          skipped += 1
          return
        }
        piece.append(row)
        taken += 1
        guard piece.count == size || taken == rowCount else { return }
        try body(piece[...])
        piece.removeAll(keepingCapacity: true)
        if taken == rowCount { throw Enough() }
      }
    } catch is Enough {}
  }
}
