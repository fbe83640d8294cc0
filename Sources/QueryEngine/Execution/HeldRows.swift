import Projections
import TopologyModel

/// A row with cells, whatever else it has.
protocol HeldRow {
  var values: [Value] { get }
}

extension ResultRow: HeldRow {}

extension StateRow: HeldRow {}

extension SequencedRow: HeldRow {}

/// About how much memory rows and runs take.
enum HeldBytes {
  /// How many rows are few enough that nobody counts them (docs/reference/limits.md).
  static let rowsMin = 128
  /// How many rows are looked at for what all of them take.
  private static let rowsSampled = 32
  /// What a row takes beside its cells: its times, and the head of their list.
  private static let rowBytes = 128
  /// What a text or a list takes beside its content.
  private static let headBytes = 32
  /// How many bytes of a text lie in its cell.
  private static let shortTextBytes = 15
  /// What a run takes: its row of the store, and the facts that it shares with few.
  private static let runBytes = 480

  /// About how many bytes rows take, by some of them.
  static func bytes(of rows: some RandomAccessCollection<some HeldRow>) -> Int {
    guard !rows.isEmpty else { return 0 }
    let step = max(1, rows.count / rowsSampled)
    var (sampled, bytes) = (0, 0)
    var index = rows.startIndex
    while index < rows.endIndex {
      bytes += rows[index].values.reduce(rowBytes) { $0 + self.bytes(of: $1) }
      sampled += 1
      guard rows.formIndex(&index, offsetBy: step, limitedBy: rows.endIndex) else { break }
    }
    return bytes / sampled * rows.count
  }

  /// About how many bytes runs take.
  static func bytes(ofRuns count: Int) -> Int { count * runBytes }

  private static func bytes(of value: Value) -> Int {
    let own = MemoryLayout<Value>.stride
    switch value {
    case .text(let text):
      let count = text.utf8.count
      return count > shortTextBytes ? own + headBytes + count : own
    case .list(let values): return values.reduce(own + headBytes) { $0 + bytes(of: $1) }
    // What is stored is shared between rows.
    case .null, .boolean, .integer, .decimal, .address, .instant, .duration, .port, .labels,
      .document:
      return own
    }
  }
}

extension TopologyReads {
  /// Notes rows that were gathered, where they are many.
  func noteHeld(_ rows: some RandomAccessCollection<some HeldRow>) throws {
    guard rows.count >= HeldBytes.rowsMin else { return }
    try noteHeld(bytes: HeldBytes.bytes(of: rows))
  }
}
