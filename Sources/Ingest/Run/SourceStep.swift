/// What a file yields next.
enum SourceStep {
  /// Events.
  case unit(EventUnit)
  /// A record that was passed over.
  case skipped(ImportFailure)
  /// What stopped the file; nothing follows.
  case failed(ImportFailure)
}
