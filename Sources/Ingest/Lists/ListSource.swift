internal import EventLog
internal import KubernetesObjects
internal import TopologyModel

/// A file of lists: a recording's, with times, or those that kubectl or the API printed, without.
final class ListSource: QueuedSource {
  /// A list, read.
  struct Listing {
    var time: Instant
    /// The kind of the list; nil where its items may be of any kind.
    var kind: ResourceKind?
    var items: ListedItems
    /// The list's own revision.
    var revision: Revision?
    var scope: WatchScope
    var isImplied: Bool
    /// Whether it can begin an epoch.
    var isConsistent: Bool
    /// Whether it is a part of a longer list.
    var isChunk: Bool
    /// Whether it is an object by itself, which says nothing of others.
    var isSingle = false
  }

  let feed: FeedDescription
  let reader: RecordReader
  private let drafts: FeedDrafts
  let options: ImportOptions
  let lists: ListReader
  let hasTimes: Bool
  private let inconsistent: Set<ListingKey>

  var pending = StepQueue()
  var isFinished = false
  /// The long list that is being read.
  private var openList: OpenList?
  private var clock = FeedClock()
  private var otherKinds = OtherKinds()
  private var known: [String: Revision] = [:]
  private var ordinals: [ResourceKind: (start: Instant, next: Int)] = [:]
  private var ownNotes: [ImportNote] = []

  /// Creates a source; `hasTimes` tells a recording's lists from those of other files.
  ///
  /// `inconsistent` are those known to have been asked with `resourceVersion=0`.
  init(
    reader: RecordReader,
    feed: FeedDescription,
    options: ImportOptions,
    inconsistent: Set<ListingKey>,
    hasTimes: Bool
  ) {
    self.reader = reader
    self.feed = feed
    self.options = options
    self.inconsistent = inconsistent
    self.hasTimes = hasTimes
    drafts = FeedDrafts(feed: feed, timeSource: hasTimes ? .received : .assumed)
    lists = ListReader(
      objects: ObjectReader(retention: options.retention),
      skipsInvalid: options.skipsInvalid
    )
  }

  var notes: [ImportNote] {
    let file = reader.content.path
    var notes = [clock.note(file: file), otherKinds.note(file: file)].compactMap { $0 }
    if !hasTimes, let note = reader.timesAssumedNote(options) { notes.append(note) }
    return notes + ownNotes
  }

  func readRecord() throws {
    if openList != nil {
      try readItems()
      return
    }
    guard let document = reader.next() else {
      if let failure = reader.damageFailure() { fail(failure) }
      isFinished = true
      return
    }
    do {
      switch try open(document) {
      case .list(let list): openList = list
      case .other: break
      case .none:
        let listing = try reader.parse(document) { try read($0, document) }
        if let listing { try add(listing, document) }
      }
    } catch let problem as RecordProblem {
      fail(reader.failure(problem, in: document))
    }
  }

  /// Turns further items of a long list into events, and its end into what it completes.
  private func readItems() throws {
    guard var list = openList else { return }
    openList = nil
    let mayHaveMore = readItems(&list)
    let isStopped = !list.listing.items.problems.isEmpty && !options.skipsInvalid
    if !mayHaveMore || isStopped {
      try add(list.listing, list.document)
      return
    }
    let objects = list.listing.items.objects.map { listed($0, at: list.listing.time) }
    let problems = list.listing.items.problems
    list.listing.items.objects = []
    list.listing.items.problems = []
    var unit = EventUnit(time: list.listing.time, drafts: objects, isConsistent: false)
    if list.listing.isConsistent, !list.listing.isImplied, !list.listing.isChunk {
      // Its items belong to the epoch that it begins, and come before what completes it.
      unit.begun = list.listing.kind.flatMap { kind in
        list.listing.revision.map { ListingKey(kind: kind, revision: $0) }
      }
      if unit.begun != nil { list.listing.isConsistent = false }
    }
    openList = list
    if !objects.isEmpty || unit.begun != nil { pending.append(.unit(unit)) }
    for problem in problems { fail(reader.failure(problem, in: list.document)) }
  }

  // MARK: Reading

  /// Reads a list; nil where it is of a kind that Hindcast does not remember.
  func read(_ root: JSONValue, _ document: Document) throws(RecordProblem) -> Listing? {
    try hasTimes ? recorded(root) : printed(root, at: reader.assumedTime(of: document, options))
  }

  /// Reads a list of a recording; nil where it is of a kind that Hindcast does not remember.
  private func recorded(_ root: JSONValue) throws(RecordProblem) -> Listing? {
    guard root.isObject else { throw root.problem(field: "record", expected: "an object") }
    let time = clock.clamp(try root.requiredInstant("receivedAt", field: "receivedAt"))
    let kindName = try root.requiredText("kind", field: "kind")
    let list = try root.requiredObject("list", field: "list")
    guard let kind = ResourceKind(apiName: kindName) else {
      otherKinds.count(kindName)
      return nil
    }
    let metadata = try list.requiredObject("metadata", field: "list.metadata")
    let revision = try metadata.requiredRevision(
      "resourceVersion",
      field: "list.metadata.resourceVersion"
    )
    let request = RequestParameters(root["params"])
    let isFromCache =
      request.isAskedAtZero || inconsistent.contains(ListingKey(kind: kind, revision: revision))
    return Listing(
      time: time,
      kind: kind,
      items: try lists.read(list, kind: kind, field: "list"),
      revision: revision,
      scope: request.scope,
      isImplied: root["implied"]?.bool ?? false,
      isConsistent: !isFromCache,
      isChunk: Self.isChunk(metadata)
    )
  }

  /// Reads a list as kubectl and the API print it.
  private func printed(
    _ root: JSONValue,
    at time: Instant
  ) throws(RecordProblem) -> Listing? {
    guard root.isObject else { throw root.problem(field: "record", expected: "an object") }
    let kindName = try root.requiredText("kind", field: "kind")
    guard kindName.hasSuffix("List") else {
      if root["metadata"] != nil { return single(root, at: time) }
      throw RecordProblem(
        field: "kind",
        byteInDocument: root["kind"]?.rawRange.lowerBound,
        message: "found `\(kindName)` at `kind`, expected a list"
      )
    }
    let kind = ListReader.itemKind(listKind: kindName, apiVersion: root["apiVersion"]?.string)
    if kind == nil, kindName != "List" {
      otherKinds.count(kindName)
      return nil
    }
    let metadata = root["metadata"]
    return Listing(
      time: time,
      kind: kind,
      items: try lists.read(root, kind: kind, field: ""),
      revision: (metadata?["resourceVersion"]?.string).flatMap { Revision($0) },
      scope: .everything,
      isImplied: true,
      // Without times, nothing is known of the order of several lists.
      isConsistent: false,
      isChunk: metadata.map { Self.isChunk($0) } ?? false
    )
  }

  /// An object that kubectl printed by itself.
  private func single(_ root: JSONValue, at time: Instant) -> Listing {
    Listing(
      time: time,
      kind: nil,
      items: lists.readSingle(root),
      revision: nil,
      scope: .everything,
      isImplied: true,
      isConsistent: false,
      isChunk: false,
      isSingle: true
    )
  }

  private static func isChunk(_ metadata: JSONValue) -> Bool {
    metadata["continue"]?.string?.isEmpty == false
  }

  // MARK: Events

  private func add(_ listing: Listing, _ document: Document) throws {
    for kind in listing.items.otherKinds { otherKinds.count(kind) }
    var unit = EventUnit(
      time: listing.time,
      drafts: listing.items.objects.map { listed($0, at: listing.time) },
      isConsistent: listing.isConsistent,
      unread: listing.items.unread
    )
    let isStopped = !listing.items.problems.isEmpty && !options.skipsInvalid
    if !isStopped {
      for kind in completeKinds(listing) {
        if let draft = try completion(of: kind, listing, document) { unit.drafts.append(draft) }
      }
    }
    if !unit.drafts.isEmpty { pending.append(.unit(unit)) }
    for problem in listing.items.problems { fail(reader.failure(problem, in: document)) }
  }

  private func listed(_ object: ReadObject, at time: Instant) -> EventDraft {
    let former = known.updateValue(object.revision, forKey: object.reference.uid)
    let isReplaced = former.map { $0 != object.revision } ?? false
    return drafts.object(
      object,
      type: isReplaced ? .replaced : .added,
      at: time,
      channel: .listing
    )
  }

  /// The kinds that the listing says something complete of.
  private func completeKinds(_ listing: Listing) -> [ResourceKind] {
    if listing.isChunk {
      note("list-chunk", "a list has `continue`: it is one part of several and completes nothing")
      return []
    }
    let kinds = listing.kind.map { [$0] } ?? listing.items.members.keys.sorted()
    if kinds.isEmpty, !listing.isSingle {
      note("list-empty", "a list of any kinds has no items, so nothing is known of any kind")
    }
    return kinds.filter { kind in
      guard listing.items.isDamaged || listing.items.damagedKinds.contains(kind) else {
        return true
      }
      note(.listingIncomplete(kind, file: reader.content.path))
      return false
    }
  }

  private func completion(
    of kind: ResourceKind,
    _ listing: Listing,
    _ document: Document
  ) throws -> EventDraft? {
    let members = ListingMembers.unique(listing.items.members[kind] ?? [])
    guard let revision = try revision(of: listing, members) else {
      note(
        "list-without-revision",
        "a list of \(kind.resourceName) has no revision and no items, and the store none at its "
          + "time"
      )
      return nil
    }
    var isImplied = listing.isImplied
    var scope = listing.scope
    if isImplied, !listing.isSingle, let complete = options.completeScope {
      switch complete {
      case .all: isImplied = false
      case .namespace where options.isScopeOfPlace && !kind.isNamespaced: isImplied = false
      case .namespace(let namespace):
        let isMatching = listing.items.namespaces[kind, default: []].isSubset(of: [namespace])
        if kind.isNamespaced, isMatching {
          isImplied = false
          scope.namespace = namespace
        } else {
          note(
            "scope-mismatch",
            "a list of \(kind.resourceName) is not one of namespace `\(namespace)` alone: it ends "
              + "nothing"
          )
        }
      }
    }
    let start = hasTimes ? listing.time : options.sessionStartOfTimeless
    let details = ObservationDetails(
      kind: kind,
      namespace: scope.namespace,
      selector: scope.selector,
      sessionStart: start,
      ordinal: nextOrdinal(kind, start),
      members: members,
      isImplied: isImplied,
      reason: ""
    )
    return drafts.observation(.listingComplete, details, revision: revision, at: listing.time)
  }

  /// The list's own revision; without one, the greatest of its items and of what the store has
  /// proof of at its time (architecture.md section 2).
  private func revision(
    of listing: Listing,
    _ members: [ObservationDetails.Member]
  ) throws -> Revision? {
    if let revision = listing.revision { return revision }
    let reached = try options.revisionReached(feed.cluster, listing.time)
    return (members.map { $0.revision } + [reached].compactMap { $0 }).max()
  }

  private func nextOrdinal(_ kind: ResourceKind, _ start: Instant) -> Int {
    let previous = ordinals[kind]
    let ordinal = previous?.start == start ? previous?.next ?? 0 : 0
    ordinals[kind] = (start, ordinal + 1)
    return ordinal
  }

  private func note(_ code: String, _ message: String) {
    note(ImportNote(code: code, message: message, file: reader.content.path))
  }

  private func note(_ note: ImportNote) {
    if !ownNotes.contains(note) { ownNotes.append(note) }
  }
}
