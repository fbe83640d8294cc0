/// A way to misbehave, for one request.
///
/// Where a fault counts records, it means the watch records that this watch has sent, those of
/// the initial state and the world's bookmarks included, what faults add left out. Several faults
/// of one request work together; of those that answer the whole request the first counts.
public enum StandInFault: Hashable, Sendable {
  // MARK: Instead of an answer

  /// Refuses with a status and its `Status` object, and `Retry-After` where seconds are given.
  case refuse(status: Int, retryAfterSeconds: Int? = nil)
  /// Answers as proxies do: any status, any type, any text.
  case answer(status: Int, contentType: String = "text/html", body: String)
  /// Answers 410 as for a `continue` token, or a revision, that has expired.
  case expire
  /// Closes the connection instead of answering.
  case closeBeforeHead
  /// Says nothing, and keeps the connection.
  case neverAnswer

  // MARK: The end of a watch

  /// Ends the body as it should end, without a word, as for a slow watcher.
  case end(afterRecords: Int)
  /// Closes the connection between two records, the body unfinished.
  case drop(afterRecords: Int)
  /// Closes the connection in the middle of the next record; of a list, in the middle of the body.
  case tear(afterRecords: Int)
  /// Sends no more, no bookmarks either, and keeps the connection.
  case silence(afterRecords: Int)
  /// Sends an ERROR record with that code, and ends the body: 410 says `Expired`.
  case error(code: Int, afterRecords: Int)

  // MARK: The records of a watch

  /// Sends a bookmark of its own.
  case bookmark(StandInBookmark, afterRecords: Int)
  /// Sends every record twice.
  case duplicateRecords
  /// Sends the last `count` records again.
  case repeatRecords(count: Int, afterRecords: Int)
  /// Leaves out the next `count` records.
  case omitRecords(count: Int, afterRecords: Int)

  // MARK: The bytes of a body

  /// Sends so few bytes a chunk, so that chunks end inside characters.
  case dribble(bytesPerChunk: Int)
  /// Sends up to so many records in one chunk, where so many have happened.
  case batch(recordsPerChunk: Int)

  /// Returns the page that a proxy shows when the server behind it is away.
  public static func proxyPage(status: Int = 502) -> StandInFault {
    .answer(
      status: status,
      body: "<html>\r\n<head><title>\(status) Bad Gateway</title></head>\r\n"
        + "<body><center><h1>\(status) Bad Gateway</h1></center></body>\r\n</html>\r\n"
    )
  }
}
