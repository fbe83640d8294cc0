internal import Ingest

/// How a request ended.
enum WatchEnding {
  /// The server ended a watch without a word: its time is over, or the watcher was too slow.
  case clean
  /// The list is complete; the watch can begin.
  case listed
  /// The cluster began another epoch, or a record was lost: the kind must be listed again.
  case mustList(reason: String)
  /// The server seems to be behind what it told before.
  case behind
  /// The server said why it refused or ended.
  case status(LiveStatus)
  /// The server did not answer, or stopped.
  case problem(ConnectionProblem)
}
