/// What an interrupted backup, or salvage, left at the path of the next one.
public enum BackupRest: Sendable {
  /// Nothing.
  case none
  /// A file of its own.
  case file
  /// Another name of a file, or something that is none: that is left alone, and its name taken.
  case link
  /// A file that may not be written to; it is removed.
  case unwritable
}
