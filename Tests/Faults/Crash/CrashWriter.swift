import EventLog
import Foundation
import Projections
import TopologyModel

/// The process that appends and is killed: it says what was acknowledged, a line for each append.
enum CrashWriter {
  /// Appends the batches of a seed from one on.
  static func run(store: String, seed: UInt64, from first: Int) throws {
    let log = try SQLiteEventLog(
      path: store,
      access: .readWrite(holder: "a writer that will be killed"),
      participants: [TopologyProjection()],
      clock: FixedClock(Instant(nanoseconds: 1_795_132_800_000_000_000))
    )
    for batch in CrashModel(seed: seed).batches.dropFirst(first) {
      let head = try log.append(batch).head
      let hash = try log.read { try $0.hash(at: head) }
      let line = Array("\(head):\(hash)\n".utf8)
      guard write(1, line, line.count) == line.count else { return }
    }
    try log.close()
  }
}
