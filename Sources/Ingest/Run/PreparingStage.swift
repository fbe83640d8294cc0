internal import EventLog

/// Prepares the bodies of batches, one batch after the other.
final class PreparingStage: @unchecked Sendable {
  // Touched by the thread that prepares, and by no other.
  private let preparer = BodyPreparer()

  /// The drafts with their bodies hashed and compressed.
  func prepare(_ drafts: [EventDraft]) throws -> [EventDraft] {
    var drafts = drafts
    for index in drafts.indices { try preparer.prepare(&drafts[index]) }
    return drafts
  }
}
