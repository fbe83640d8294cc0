internal import EventLog
internal import TopologyModel

/// The import of one path: a file, or a recording's files merged by time.
final class ImportRun {
  private let plan: ImportPlan
  private let options: ImportOptions
  private let writer: BatchWriter
  private let formats: ClusterFormats
  private let progress: (ImportProgress) -> Void
  /// What the path holds, where it was read already.
  private let content: FileContent?

  private var sources: [(source: any RecordSource, feedIndex: Int)] = []
  private var epochs = EpochTracker()
  /// How many files of a folder turned out to be of another purpose.
  private(set) var otherFileCount = 0

  init(
    plan: ImportPlan,
    options: ImportOptions,
    writer: BatchWriter,
    formats: ClusterFormats,
    progress: @escaping (ImportProgress) -> Void,
    content: FileContent? = nil
  ) {
    self.content = content
    self.plan = plan
    self.options = options
    self.writer = writer
    self.formats = formats
    self.progress = progress
  }

  /// Imports all that can be read.
  func run() throws {
    try open()
    var heads: [EventUnit?] = []
    for index in sources.indices { heads.append(try pull(index)) }
    while let index = earliest(heads), var unit = heads[index] {
      epochs.assign(&unit)
      let feedIndex = sources[index].feedIndex
      if unit.isOrderedByArrival, writer.isAtomic {
        writer.report.failures.append(.manifestsNeedPaths(file: plan.path))
        return
      }
      let isFlushed =
        unit.isOrderedByArrival
        ? try writer.add(unit, feedIndex: feedIndex, options)
        : try writer.add(unit, feedIndex: feedIndex)
      if isFlushed { tellProgress() }
      heads[index] = try pull(index)
    }
    while try writer.advance() { tellProgress() }
    tellProgress()
  }

  /// How many records were read.
  var recordsRead: Int { sources.reduce(0) { $0 + $1.source.reader.recordCount } }

  private func open() throws {
    let contents = content.map { [$0] } ?? read(plan.files)
    let sessions = contents.first { $0.name == "watch-sessions.jsonl" }
    let factory = SourceFactory(
      options: options,
      plan: plan,
      requests: plan.isFolder ? sessions.map { RecordingRequests($0) } : nil
    )
    for content in contents {
      let outcome = factory.make(content)
      var feed: FeedDescription?
      var recordsNotRead = 0
      switch outcome {
      case .source(let source):
        feed = source.feed
        if let conflict = try formats.conflict(of: source.feed) {
          writer.report.failures.append(
            ImportFailure(file: content.path, message: conflict.message, help: conflict.help)
          )
          recordsNotRead = source.reader.countRest()
        } else {
          sources.append((source, writer.report.feeds.count))
        }
      case .empty(let note): writer.report.notes.append(note)
      case .other where plan.isPart:
        otherFileCount += 1
        continue
      case .unknown(let failure, let recordCount), .other(let failure, let recordCount):
        writer.report.failures.append(failure)
        recordsNotRead = recordCount
      }
      var report = FeedReport(path: content.path, feed: feed)
      report.recordsNotRead = recordsNotRead
      writer.report.feeds.append(report)
    }
  }

  /// Reads files; one that was there when the import began and cannot be read now is a failure like
  /// any other.
  private func read(_ paths: [String]) -> [FileContent] {
    let all = FileContent.all(paths, arrivalTime: options.arrivalTime)
    return zip(paths, all).compactMap { path, found in
      switch found {
      case .success(let content): return content
      case .failure(let error):
        writer.report.failures.append(
          ImportFailure(
            file: path,
            message: error.message,
            help: error.help ?? InputFormat.all
          )
        )
        return nil
      }
    }
  }

  /// The file whose next events come first; of the same time, the first file's.
  private func earliest(_ heads: [EventUnit?]) -> Int? {
    var found: (index: Int, time: Instant)?
    for (index, head) in heads.enumerated() {
      guard let time = head?.time else { continue }
      if let found, found.time <= time { continue }
      found = (index, time)
    }
    return found?.index
  }

  /// Reads a file on to its next events; nil at its end.
  private func pull(_ index: Int) throws -> EventUnit? {
    let (source, feedIndex) = sources[index]
    while let step = try source.next() {
      switch step {
      case .unit(let unit): return unit
      case .skipped(let failure): writer.report.addSkipped(failure, feedIndex: feedIndex)
      case .failed(let failure):
        writer.report.addFailed(
          failure,
          feedIndex: feedIndex,
          recordsNotRead: source.reader.countRest()
        )
      case .waiting: return nil
      }
    }
    writer.report.feeds[feedIndex].records = source.reader.recordCount
    writer.report.notes += source.notes
    return nil
  }

  private func tellProgress() {
    progress(
      ImportProgress(
        file: plan.path,
        bytesRead: sources.reduce(0) { $0 + $1.source.reader.cursor.offset },
        bytesTotal: sources.reduce(0) { $0 + $1.source.reader.content.bytes.count },
        recordsRead: recordsRead,
        eventsAppended: writer.appendedCount
      )
    )
  }
}
