internal import EventLog
internal import KubernetesObjects
internal import TopologyModel

/// Recognises files and makes their sources.
struct SourceFactory {
  /// What a file turned out to be.
  enum Outcome {
    /// A file of a known format.
    case source(any RecordSource)
    /// A recording's file without records.
    case empty(ImportNote)
    /// Nothing that can be imported; how many records it seems to have.
    case unknown(ImportFailure, recordCount: Int)
    /// Nothing that can be imported, but not damaged: a file of another purpose.
    case other(ImportFailure, recordCount: Int)
  }

  /// The most records that are tried to find out a format, where those before cannot be read.
  private static let recordsTriedMax = 100

  let options: ImportOptions
  let plan: ImportPlan
  /// What the recording's sessions file says of its other files.
  let requests: RecordingRequests?

  /// Makes the source of a file.
  func make(_ content: FileContent) -> Outcome {
    let expected = InputFormat(recordingFileName: content.name)
    let isYAMLLikely = expected == nil && content.looksLikeYAML
    // YAML may hold JSON inside its texts, so what looks like YAML is tried as such first.
    if isYAMLLikely, case .source(let source) = makeYAML(content) { return .source(source) }
    let reader = RecordReader(content: content)
    switch recognise(RecordReader(content: content)) {
    case .success(let format): return .source(source(format, reader))
    case .failure(let unknown):
      if expected == nil, unknown.hasRecords, let outcome = makeYAML(content) {
        if case .source = outcome { return outcome }
        if isYAMLLikely { return outcome }
      }
      if let format = expected, unknown.hasRecords { return .source(source(format, reader)) }
      if expected != nil, content.damage == nil {
        return .empty(
          ImportNote(
            code: "empty-file",
            message: "the file has no records",
            file: content.path
          )
        )
      }
      return unknown.outcome(recordCount: reader.countRest())
    }
  }

  /// Why a format was not recognised.
  private struct Unknown: Error {
    var failure: ImportFailure
    var hasRecords = true
    /// Whether a record could be read, and was of no known format.
    var isReadable = false

    func outcome(recordCount: Int) -> Outcome {
      isReadable
        ? .other(failure, recordCount: recordCount) : .unknown(failure, recordCount: recordCount)
    }
  }

  /// Makes the source of a file of YAML documents, or says what is wrong with it; nil where it has
  /// none, or of another format.
  private func makeYAML(_ content: FileContent) -> Outcome? {
    let reader = RecordReader(content: content, layout: .yaml)
    let outcome = recognise(reader)
    reader.rewind()
    switch outcome {
    case .success(let format):
      guard format == .manifest || format == .kubectlList else { return nil }
      return .source(source(format, reader))
    case .failure(let unknown):
      guard unknown.hasRecords || content.damage != nil else { return nil }
      return unknown.outcome(recordCount: reader.countRest())
    }
  }

  /// Finds the format by the first record that has one; those before it are damaged, and the
  /// file's source says so.
  private func recognise(_ reader: RecordReader) -> Result<InputFormat, Unknown> {
    let content = reader.content
    var first: ImportFailure?
    var isReadable = false
    for _ in 0..<Self.recordsTriedMax {
      guard let document = reader.next() else { break }
      do {
        let format = try parseBeginning(document, reader) { root in
          guard let format = InputFormat(firstRecord: root) else {
            isReadable = true
            throw RecordProblem(
              field: nil,
              message: "found \(InputFormat.describe(root)), expected a record of a known format",
              help: InputFormat.all
            )
          }
          return format
        }
        return .success(format)
      } catch {
        var problem = error as? RecordProblem ?? RecordProblem(field: nil, message: "\(error)")
        problem.help = InputFormat.all
        first = first ?? reader.failure(problem, in: document)
      }
    }
    if let first { return .failure(Unknown(failure: first, isReadable: isReadable)) }
    let empty = ImportFailure(
      file: content.path,
      message: "the file is empty",
      help: InputFormat.all
    )
    return .failure(
      Unknown(
        failure: reader.damageFailure() ?? empty,
        hasRecords: false,
        isReadable: content.damage == nil
      )
    )
  }

  /// Hands the root of a document to `body`, of a long list with its first items alone.
  private func parseBeginning<Result>(
    _ document: Document,
    _ reader: RecordReader,
    _ body: (JSONValue) throws -> Result
  ) throws -> Result {
    guard !reader.isYAML, document.range.count >= options.listBytesMin else {
      return try reader.parse(document, body)
    }
    guard let outline = ListOutline(reader.content.bytes, document.range) else {
      return try reader.parse(document, body)
    }
    let beginning = outline.beginning(itemsMax: Self.recordsTriedMax)
    return try JSONParser().withDocument(beginning, body)
  }

  private func source(_ format: InputFormat, _ reader: RecordReader) -> any RecordSource {
    let content = reader.content
    let feed = FeedDescription(
      cluster: cluster(of: content, format),
      identity: identity(of: content, format),
      name: content.name,
      format: format.rawValue,
      retention: options.retention.text,
      kubernetesVersion: options.kubernetesVersion ?? ""
    )
    switch format {
    case .recordingWatch, .kubectlWatch:
      return WatchSource(
        reader: reader,
        feed: feed,
        options: options,
        scope: scope(of: content),
        hasTimes: format == .recordingWatch
      )
    case .recordingLists, .kubectlList:
      return ListSource(
        reader: reader,
        feed: feed,
        options: options,
        inconsistent: requests?.inconsistentListings ?? [],
        hasTimes: format == .recordingLists
      )
    case .manifest:
      return ManifestSource(reader: reader, feed: feed, options: options)
    case .recordingSessions:
      return SessionSource(reader: reader, feed: feed, options: options)
    case .auditLog:
      return AuditSource(reader: reader, feed: feed, options: options)
    }
  }

  /// The content's, and for a list that is complete by its place, that place too: empty lists of
  /// several namespaces are the same bytes.
  private func identity(of content: FileContent, _ format: InputFormat) -> String {
    guard format == .kubectlList, options.isScopeOfPlace,
      case .namespace(let namespace) = options.completeScope
    else { return content.identity }
    return ChainHash.contentIdentity(of: Array("\(content.identity)/\(namespace)".utf8))
  }

  private func cluster(of content: FileContent, _ format: InputFormat) -> String {
    let defaultName = "default"
    if let cluster = options.cluster { return cluster }
    if plan.isFolder { return FileSystem.absoluteName(of: plan.path) ?? defaultName }
    guard format.isRecording else { return defaultName }
    return FileSystem.folderName(ofFileAt: content.path) ?? defaultName
  }

  private func scope(of content: FileContent) -> SourceScope {
    let stem = content.name.split(separator: ".").first ?? ""
    let kind = stem.split(separator: "-").last.flatMap { ResourceKind(apiName: $0) }
    if let kind, let scope = requests?.scopes[kind] { return scope }
    return SourceScope(scope: options.watchScope)
  }
}
