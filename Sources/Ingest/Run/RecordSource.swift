internal import EventLog

/// One file on its way to events; everything it yields depends on that file and the options alone,
/// so that a recording's files give the same events together and one by one.
protocol RecordSource: AnyObject {
  /// The feed that the file is.
  var feed: FeedDescription { get }
  /// The file's documents.
  var reader: RecordReader { get }
  /// What is worth knowing, once all was read.
  var notes: [ImportNote] { get }

  /// Reads on until there is something to yield; nil at the end.
  func next() throws -> SourceStep?
}
