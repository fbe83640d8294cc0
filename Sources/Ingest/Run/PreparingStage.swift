internal import EventLog

/// Prepares the bodies of batches, one batch after the other.
final class PreparingStage: @unchecked Sendable {
  // Touched by the thread that prepares, and by no other.
  private let preparer = BodyPreparer()

  /// Hashes and compresses the bodies of drafts.
  func prepare(_ drafts: inout [EventDraft]) throws {
    for index in drafts.indices { try preparer.prepare(&drafts[index]) }
  }
}
