/// A source that reads a record at a time, and yields what each gave in order.
protocol QueuedSource: RecordSource {
  /// What the caller decided.
  var options: ImportOptions { get }
  /// What is ready to be yielded.
  var pending: StepQueue { get set }
  /// Whether nothing is read any more.
  var isFinished: Bool { get set }

  /// Reads on by one record, if there is one.
  func readRecord() throws
}

extension QueuedSource {
  func next() throws -> SourceStep? {
    while true {
      if let step = pending.popFirst() { return step }
      guard !isFinished else { return nil }
      try readRecord()
    }
  }

  /// Passes a failure over where that is asked for; else the file ends there.
  func fail(_ failure: ImportFailure) {
    pending.append(options.skipsInvalid ? .skipped(failure) : .failed(failure))
    if !options.skipsInvalid { isFinished = true }
  }
}
