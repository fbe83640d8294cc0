/// Groups the appends of many callers into few transactions, each on disk before its callers go on.
///
/// While one group is being written, the appends that arrive wait together for the next one: with
/// one caller that is one transaction an append, with many it is one for all of them. A group that
/// fails is tried again caller by caller, so that one bad draft does not take others with it.
public actor EventAppender {
  private struct Waiting {
    var drafts: [EventDraft]
    var continuation: CheckedContinuation<AppendReceipt, any Error>
  }

  private let log: SQLiteEventLog
  private var waiting: [Waiting] = []
  private var isWriting = false

  /// Creates an appender for a store that was opened for writing.
  public init(log: SQLiteEventLog) {
    self.log = log
  }

  /// Appends drafts in order and returns when they are on disk.
  ///
  /// Throws `EventLogError`; then none of them was appended.
  public func append(_ drafts: [EventDraft]) async throws -> AppendReceipt {
    try await withCheckedThrowingContinuation { continuation in
      waiting.append(Waiting(drafts: drafts, continuation: continuation))
      if !isWriting {
        isWriting = true
        Task { await writeAll() }
      }
    }
  }

  private func writeAll() async {
    while !waiting.isEmpty {
      let group = waiting
      waiting = []
      let log = log
      let batches = group.map { $0.drafts }
      let results = await Task.detached { Self.write(batches, to: log) }.value
      for (member, result) in zip(group, results) { member.continuation.resume(with: result) }
    }
    isWriting = false
  }

  private static func write(
    _ batches: [[EventDraft]],
    to log: SQLiteEventLog
  ) -> [Result<AppendReceipt, any Error>] {
    do {
      let receipt = try log.append(batches.flatMap { $0 })
      var rest = receipt.outcomes[...]
      return batches.map { batch in
        defer { rest = rest.dropFirst(batch.count) }
        return .success(
          AppendReceipt(outcomes: Array(rest.prefix(batch.count)), head: receipt.head)
        )
      }
    } catch {
      guard batches.count > 1 else { return [.failure(error)] }
      return batches.map { batch in Result { try log.append(batch) } }
    }
  }
}
