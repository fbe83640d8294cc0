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
    /// Whether the texts have the name of a cluster, as the answers of one basis have it or not.
    var hasCluster = false
    /// By row; empty where none was written, and without any where none was at all.
    var texts: [[UInt8]] = []
    var byteCount = 0
  }

  private let rowCount: Int
  private let state = Mutex(State())

  init(rowCount: Int) {
    self.rowCount = rowCount
  }

  deinit {
    Self.keptByteCount.subtract(state.withLock { $0.byteCount }, ordering: .relaxed)
  }

  /// The text of a row, with the name of its cluster or without; `write` makes it the first time.
  func text(of index: Int, hasCluster: Bool, _ write: () -> [UInt8]) -> [UInt8] {
    let known = state.withLock { state in
      state.texts.isEmpty || state.hasCluster != hasCluster ? [] : state.texts[index]
    }
    guard known.isEmpty else { return known }
    let written = write()
    state.withLock { keep(written, index, hasCluster: hasCluster, &$0) }
    return written
  }

  private func keep(_ text: [UInt8], _ index: Int, hasCluster: Bool, _ state: inout State) {
    if state.texts.isEmpty {
      state.texts = Array(repeating: [], count: rowCount)
      state.hasCluster = hasCluster
    }
    guard state.hasCluster == hasCluster, state.texts[index].isEmpty else { return }
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
