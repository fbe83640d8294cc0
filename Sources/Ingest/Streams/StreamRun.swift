internal import EventLog
internal import TopologyModel

/// The import of standard input or another pipe.
///
/// One that ends soon is imported like a file. One that stays open, with what a watch of kubectl's
/// prints, is stored while it arrives.
final class StreamRun {
  /// After how long a pipe without a pause is taken to stay open, by its arrival times.
  static let openNanosecondsMin: Int64 = 10_000_000_000
  /// How long what arrived may wait to be stored, by its arrival times.
  static let flushNanosecondsMax: Int64 = 500_000_000
  /// The most pieces that are still read when the import is asked to end.
  private static let lastPiecesMax = 64

  private let plan: ImportPlan
  private let options: ImportOptions
  private let writer: BatchWriter
  private let formats: ClusterFormats
  private let progress: (ImportProgress) -> Void
  private let input: StreamInput

  private var arrivals = ArrivalTimes()
  private var scanner = DocumentScanner()
  /// How many bytes were taken from the input.
  private var takenCount = 0
  private var epochs = EpochTracker()
  private var flushTime: Instant?
  /// Whether it is no stream, but is read to its end.
  private var isOther = false

  init(
    plan: ImportPlan,
    options: ImportOptions,
    arrivalTime: @escaping @Sendable () -> Instant,
    writer: BatchWriter,
    formats: ClusterFormats,
    progress: @escaping (ImportProgress) -> Void
  ) throws(ImportError) {
    self.plan = plan
    self.options = options
    self.writer = writer
    self.formats = formats
    self.progress = progress
    input = try StreamInput(path: plan.path, arrivalTime: arrivalTime)
  }

  /// Imports all that arrives.
  func run() throws {
    do {
      if let content = try readUntilOpen() {
        try store(content)
      } else {
        let content = FileContent(path: plan.path, stored: input.take(.max), arrivals: arrivals)
        try ImportRun(
          plan: plan,
          options: options,
          writer: writer,
          formats: formats,
          progress: progress,
          content: content
        ).run()
      }
    } catch let error as ImportError {
      try writer.flush()
      writer.report.failures.append(
        ImportFailure(file: plan.path, message: error.message, help: error.help ?? InputFormat.all)
      )
    }
  }

  // MARK: Waiting

  /// Reads until the pipe ends, which gives nil, or proves to stay open: then what a watch began
  /// with.
  private func readUntilOpen() throws(ImportError) -> FileContent? {
    var waits = 0
    var first: Instant?
    while true {
      switch try receive(milliseconds: StreamInput.waitMilliseconds) {
      case .end: return nil
      case .nothing: waits += 1
      case .bytes: waits = 0
      }
      first = first ?? input.lastTime
      guard !isOther, scanner.documentEnd > 0, let first, let last = input.lastTime else {
        continue
      }
      let isLong = last.nanoseconds - first.nanoseconds >= Self.openNanosecondsMin
      let isQuiet = waits >= StreamInput.quietWaitsMin
      guard isQuiet || isLong else { continue }
      if let content = begin() {
        content.isQuiet = isQuiet
        return content
      }
      isOther = true
    }
  }

  private func receive(milliseconds: Int32) throws(ImportError) -> StreamInput.Arrival {
    let before = input.bytes.count
    let arrival = try input.wait(milliseconds: milliseconds)
    if !isOther { scanner.scan(input.bytes[before...]) }
    if let time = input.lastTime, input.bytes.count > before {
      arrivals.note(bytesBefore: takenCount + input.bytes.count, at: time)
    }
    return arrival
  }

  /// The content of a stream; nil where what arrived is not kubectl's watch.
  private func begin() -> FileContent? {
    let bytes = Array(input.bytes[..<scanner.documentEnd])
    let content = FileContent(path: plan.path, openWith: bytes, arrivals: arrivals)
    guard let source = makeSource(content), source is WatchSource,
      source.feed.format == InputFormat.kubectlWatch.rawValue
    else { return nil }
    _ = take(scanner.documentEnd)
    return content
  }

  private func makeSource(_ content: FileContent) -> (any RecordSource)? {
    let factory = SourceFactory(options: options, plan: plan, requests: nil)
    guard case .source(let source) = factory.make(content) else { return nil }
    return source
  }

  private func take(_ count: Int) -> [UInt8] {
    let taken = input.take(count)
    takenCount += taken.count
    return taken
  }

  // MARK: Storing

  private func store(_ content: FileContent) throws {
    guard let source = makeSource(content) else { return }
    let feedIndex = writer.report.feeds.count
    writer.report.feeds.append(FeedReport(path: plan.path, feed: source.feed))
    if let conflict = try formats.conflict(of: source.feed) {
      writer.report.failures.append(
        ImportFailure(file: plan.path, message: conflict.message, help: conflict.help)
      )
      return
    }
    var isReading = try pump(source, feedIndex)
    var waits = content.isQuiet ? StreamInput.quietWaitsMin : 0
    while isReading {
      let isAskedToEnd = options.endsStream()
      let arrival =
        try isAskedToEnd ? receiveLast() : receive(milliseconds: StreamInput.waitMilliseconds)
      waits = arrival == .nothing ? waits + 1 : 0
      let isLast = arrival == .end || isAskedToEnd
      extend(source.reader, isLast: isLast, isWhole: !isAskedToEnd)
      content.isQuiet = waits >= StreamInput.quietWaitsMin
      isReading = try pump(source, feedIndex) && !isLast
      try flushIfDue(arrival, source, feedIndex)
    }
    try writer.flush()
    writer.report.feeds[feedIndex].records = source.reader.recordCount
    writer.report.notes += source.notes
    tellProgress(source)
  }

  /// Reads what is there already.
  private func receiveLast() throws(ImportError) -> StreamInput.Arrival {
    for _ in 0..<Self.lastPiecesMax {
      let arrival = try receive(milliseconds: 0)
      if arrival != .bytes { return arrival }
    }
    return .bytes
  }

  /// Hands whole documents over, and at the end of a stream that was not cut short everything.
  private func extend(_ reader: RecordReader, isLast: Bool, isWhole: Bool) {
    let isByLine = reader.cursor.layout == .lines && !isLast
    let end = isByLine ? scanner.lineEnd : scanner.documentEnd
    let count = isLast && isWhole ? .max : max(end - takenCount, 0)
    reader.extend(with: take(count), arrivals: arrivals, isLast: isLast)
    arrivals.forget(before: takenCount)
  }

  /// Turns what arrived into events; returns whether the stream can be read on.
  private func pump(_ source: any RecordSource, _ feedIndex: Int) throws -> Bool {
    while let step = try source.next() {
      switch step {
      case .unit(var unit):
        epochs.assign(&unit)
        if try writer.add(unit, feedIndex: feedIndex) { tellProgress(source) }
      case .skipped(let failure): writer.report.addSkipped(failure, feedIndex: feedIndex)
      case .failed(let failure):
        writer.report.addFailed(
          failure,
          feedIndex: feedIndex,
          recordsNotRead: source.reader.countRest()
        )
        return false
      case .waiting: return true
      }
    }
    return false
  }

  private func flushIfDue(
    _ arrival: StreamInput.Arrival,
    _ source: any RecordSource,
    _ feedIndex: Int
  ) throws {
    guard let time = input.lastTime else { return }
    let since = flushTime.map { time.nanoseconds - $0.nanoseconds } ?? .max
    guard arrival != .bytes || since >= Self.flushNanosecondsMax || since < 0 else { return }
    flushTime = time
    try writer.flush()
    writer.report.feeds[feedIndex].records = source.reader.recordCount
    tellProgress(source)
  }

  private func tellProgress(_ source: any RecordSource) {
    progress(
      ImportProgress(
        file: plan.path,
        bytesRead: takenCount,
        bytesTotal: 0,
        recordsRead: source.reader.recordCount,
        eventsAppended: writer.appendedCount
      )
    )
  }
}
