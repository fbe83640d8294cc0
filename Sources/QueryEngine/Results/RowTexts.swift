import Synchronization

/// The JSON of rows that are kept to be answered again: each is written once, when it is first asked for.
final class RowTexts: Sendable {
  /// How many bytes those of all rows may have together (docs/reference/limits.md).
  static let bytesMax = 64 << 20
  /// What a text takes besides its bytes.
  private static let textByteCount = 48
  private static let keptByteCount = Atomic<Int>(0)

  /// Which of the rows one is; a row that is changed is none of them.
  struct Place: Sendable {
    let texts: RowTexts
    let index: Int
  }

  private struct State {
    /// By row; empty where none was written, and without any where none was at all.
    var texts: [[UInt8]] = []
    var byteCount = 0
  }

  private let rowCount: Int
  /// Those with the name of a cluster, and those without.
  private let state = Mutex((named: State(), bare: State()))

  init(rowCount: Int) {
    self.rowCount = rowCount
  }

  deinit {
    let byteCount = state.withLock { $0.named.byteCount + $0.bare.byteCount }
    Self.keptByteCount.subtract(byteCount, ordering: .relaxed)
  }

  /// The text of a row, with the name of its cluster or without; `write` makes it the first time.
  func text(of index: Int, hasCluster: Bool, _ write: () -> [UInt8]) -> [UInt8] {
    let known = state.withLock { state in
      let texts = hasCluster ? state.named.texts : state.bare.texts
      return texts.isEmpty ? [] : texts[index]
    }
    guard known.isEmpty else { return known }
    let written = write()
    state.withLock { state in
      if hasCluster {
        keep(written, index, &state.named)
      } else {
        keep(written, index, &state.bare)
      }
    }
    return written
  }

  private func keep(_ text: [UInt8], _ index: Int, _ state: inout State) {
    if state.texts.isEmpty { state.texts = Array(repeating: [], count: rowCount) }
    guard state.texts[index].isEmpty else { return }
    let byteCount = text.count + Self.textByteCount
    let kept = Self.keptByteCount.add(byteCount, ordering: .relaxed).newValue
    guard kept <= Self.bytesMax else {
      Self.keptByteCount.subtract(byteCount, ordering: .relaxed)
      return
    }
    state.texts[index] = text
    state.byteCount += byteCount
  }
}
