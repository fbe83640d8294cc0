internal import EventLog
internal import TopologyModel

/// The import of a folder that is no recording: each of its files by itself, in the order of their
/// names, so that one file at a time is held in memory.
final class TreeRun {
  private let tree: FolderTree
  private let options: ImportOptions
  private let writer: BatchWriter
  private let formats: ClusterFormats
  private let progress: (ImportProgress) -> Void

  private var otherCount: Int
  private var recordsRead = 0
  private var bytesRead = 0
  private var bytesTotal = 0

  init(
    tree: FolderTree,
    options: ImportOptions,
    writer: BatchWriter,
    formats: ClusterFormats,
    progress: @escaping (ImportProgress) -> Void
  ) {
    self.tree = tree
    self.options = options
    self.writer = writer
    self.formats = formats
    self.progress = progress
    otherCount = tree.otherCount
  }

  /// Imports all that can be read.
  func run() throws {
    for error in tree.failures { fail(tree.path, error.message, error.help) }
    var options = options
    if options.assumedTime == nil { options.assumedTime = timestamp() }
    let sizes = tree.files.map { FileSystem.byteCount(of: tree.path(of: $0)) }
    bytesTotal = sizes.reduce(0, +)
    let firstNote = writer.report.notes.count
    let firstFeed = writer.report.feeds.count
    for (file, size) in zip(tree.files, sizes) {
      try importFile(file, size, options)
      bytesRead += size
    }
    let notes = Array(writer.report.notes[firstNote...])
    writer.report.notes.removeSubrange(firstNote...)
    writer.report.notes += merged(notes)
    if otherCount > 0 { writer.report.notes.append(otherFilesNote) }
    if writer.report.feeds.count == firstFeed, tree.failures.isEmpty {
      fail(tree.path, "none of the folder's files is a list, an object, or a manifest", nil)
    }
  }

  private func importFile(_ file: String, _ byteCount: Int, _ options: ImportOptions) throws {
    var options = options
    if options.completeScope == .all, let namespace = FolderTree.namespace(ofFile: file) {
      options.completeScope = .namespace(namespace)
      options.isScopeOfPlace = true
    }
    let plan: ImportPlan
    do throws(ImportError) {
      plan = try ImportPlan(path: tree.path(of: file), isPart: true)
    } catch {
      fail(tree.path(of: file), error.message, error.help)
      return
    }
    let run = ImportRun(
      plan: plan,
      options: options,
      writer: writer,
      formats: formats,
      progress: { [self] in tellProgress($0, byteCount) }
    )
    try run.run()
    otherCount += run.otherFileCount
    recordsRead += run.recordsRead
  }

  /// When the folder was filled, if it says so.
  private func timestamp() -> Instant? {
    guard let file = tree.timestamp,
      let content = try? FileContent(path: tree.path(of: file), arrivalTime: nil)
    else { return nil }
    return GatherTimestamp.end(content.bytes.all)
  }

  /// The notes of many files, those that say the same once, and the other kinds of all together.
  private func merged(_ notes: [ImportNote]) -> [ImportNote] {
    var others = OtherKinds()
    var merged: [ImportNote] = []
    var indexes: [ImportNote: Int] = [:]
    for note in notes {
      if let kinds = note.otherKinds {
        others.add(kinds)
        continue
      }
      var key = note
      key.file = tree.path
      if let index = indexes[key] {
        merged[index].file = tree.path
      } else {
        indexes[key] = merged.count
        merged.append(note)
      }
    }
    return merged + [others.note(file: tree.path)].compactMap { $0 }
  }

  private var otherFilesNote: ImportNote {
    ImportNote(
      code: "other-files",
      message: otherCount == 1
        ? "1 file that is no list, object, or manifest was passed over"
        : "\(otherCount) files that are no lists, objects, or manifests were passed over",
      file: tree.path
    )
  }

  private func fail(_ file: String, _ message: String, _ help: String?) {
    writer.report.failures.append(
      ImportFailure(file: file, message: message, help: help ?? InputFormat.all)
    )
  }

  /// Tells how far the folder is; of a compressed file, whose content is longer, no more than its
  /// size counts.
  private func tellProgress(_ part: ImportProgress, _ byteCount: Int) {
    progress(
      ImportProgress(
        file: tree.path,
        bytesRead: bytesRead + min(part.bytesRead, byteCount),
        bytesTotal: bytesTotal,
        recordsRead: recordsRead + part.recordsRead,
        eventsAppended: part.eventsAppended
      )
    )
  }
}
