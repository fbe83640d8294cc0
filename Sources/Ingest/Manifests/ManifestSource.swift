internal import EventLog
internal import KubernetesObjects
internal import TopologyModel

/// A file of manifests: all of it becomes one unit, which finds its place in the log by when it
/// arrived.
final class ManifestSource: RecordSource {
  let feed: FeedDescription
  let reader: RecordReader
  private let options: ImportOptions
  private let manifests: ManifestReader

  private var pending = StepQueue()
  private var isRead = false
  private var otherKinds = OtherKinds()
  /// When the last document was observed, and so all of them.
  private var time: Instant?

  init(reader: RecordReader, feed: FeedDescription, options: ImportOptions) {
    self.reader = reader
    self.feed = feed
    self.options = options
    manifests = ManifestReader(
      objects: ObjectReader(retention: options.retention),
      namespace: options.manifestNamespace,
      skipsInvalid: options.skipsInvalid
    )
  }

  var notes: [ImportNote] {
    let file = reader.content.path
    let times = time.map {
      ImportNote.timesAssumed($0...$0, order: "in the order in which they arrived", file: file)
    }
    return [otherKinds.note(file: file), times].compactMap { $0 }
  }

  func next() throws -> SourceStep? {
    if !isRead {
      isRead = true
      try readAll()
    }
    return pending.popFirst()
  }

  private func readAll() throws {
    var found: [Manifest] = []
    var failure: ImportFailure?
    while failure == nil, let document = reader.next() {
      time = reader.assumedTime(of: document, options)
      let read = try read(document)
      found += read.manifests
      for kind in read.otherKinds { otherKinds.count(kind) }
      for problem in read.problems where failure == nil {
        failure = fail(reader.failure(problem, in: document))
      }
    }
    if failure == nil, let damage = reader.damageFailure() { failure = fail(damage) }
    if let time, !found.isEmpty { pending.append(.unit(unit(found, at: time))) }
    if let failure { pending.append(.failed(failure)) }
  }

  private func read(_ document: Document) throws -> ManifestDocument {
    do {
      return try reader.parse(document) { manifests.read($0) }
    } catch let problem as RecordProblem {
      return ManifestDocument(problems: [problem])
    }
  }

  /// Passes a failure over where that is asked for; else returns it, and the file ends there.
  private func fail(_ failure: ImportFailure) -> ImportFailure? {
    guard options.skipsInvalid else { return failure }
    pending.append(.skipped(failure))
    return nil
  }

  /// The events of all objects, and for each of their kinds that they were there; revisions are
  /// given when the unit finds its place.
  private func unit(_ found: [Manifest], at time: Instant) -> EventUnit {
    func draft(_ type: EventType, _ content: EventDraft.Content) -> EventDraft {
      EventDraft(
        feed: feed,
        epoch: 0,
        type: type,
        observedAt: time,
        evidence: Evidence(channel: .listing, timeSource: .assumed),
        revision: nil,
        content: content
      )
    }
    var drafts = found.map { manifest in
      draft(
        .added,
        .object(
          manifest.reference,
          assertion: .state,
          body: manifest.body,
          facts: manifest.facts
        )
      )
    }
    for kind in Set(found.map { $0.reference.slot.kind }).sorted() {
      let details = ObservationDetails(
        kind: kind,
        namespace: nil,
        selector: "",
        sessionStart: time,
        ordinal: 0,
        members: [],
        isImplied: true,
        reason: ""
      )
      drafts.append(draft(.listingComplete, .observation(details)))
    }
    return EventUnit(time: time, drafts: drafts, isConsistent: false, isOrderedByArrival: true)
  }
}
