/// What becomes of a watch that is open.
public enum StandInBreak: Hashable, Sendable {
  /// Its body ends as it should, without a word.
  case end
  /// Its connection is closed, the body unfinished.
  case drop
  /// It sends no more, and keeps the connection.
  case silence
  /// It sends an ERROR record with that code, and ends.
  case error(code: Int)
}
