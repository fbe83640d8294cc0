/// What a file yields next.
enum SourceStep {
  /// Events.
  case unit(EventUnit)
  /// A record that was passed over.
  case skipped(ImportFailure)
  /// Nothing before more of a stream arrives.
  case waiting
  /// What stopped the file; nothing follows.
  case failed(ImportFailure)
}
