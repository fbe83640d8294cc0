internal import EventLog
internal import KubernetesObjects
public import TopologyModel

extension LiveFeed {
  /// Begins a session with a listing; `isStreamed` where a watch brings it, which is open only when
  /// the list is complete: before that it tells of no change in time.
  public func beginListing(at raw: Instant, isStreamed: Bool) {
    settle()
    epoch = cluster.epoch
    revision = nil
    let time = clock.clamp(raw)
    beginSession(at: time)
    listing = Listing(isStreamed: isStreamed)
    observe(.listingBegun, revision: nil, at: time)
  }

  /// Says at which revision the kind is about to be listed, before its objects are: one lower than
  /// what the kind had reached begins another epoch of the cluster, to which they belong.
  public func announceListing(at revision: Revision) {
    settle()
    epoch = cluster.announceListing(of: source, at: revision)
  }

  /// Reads the revision of a list, and nothing else.
  ///
  /// - Throws: `LiveError.unreadableList`.
  public func revision(ofList bytes: [UInt8]) throws -> Revision {
    try reading { try parser.withDocument(bytes) { try self.read($0).page.revision } }
  }

  /// Adds a page of the list that was begun; of the last one, the listing is complete.
  ///
  /// - Throws: `LiveError.unreadableList` where it is no list, or of another kind; `EventLogError`.
  public func addPage(_ bytes: [UInt8], at raw: Instant) throws -> LivePage {
    let time = clock.clamp(raw)
    let read = try reading { try parser.withDocument(bytes) { try self.read($0) } }
    let first = listing?.revision ?? read.page.revision
    guard first == read.page.revision else {
      throw LiveError.unreadableList(
        detail: "its pages are of the revisions \(first) and \(read.page.revision)"
      )
    }
    if listing?.revision == nil { announceListing(at: first) }
    listing?.revision = first
    for object in read.items.objects { add(listed: object, at: time) }
    listing?.members += read.items.members[source.kind] ?? []
    if read.items.isDamaged || read.items.damagedKinds.contains(source.kind)
      || !areStored(read.items.unread)
    {
      listing?.isDamaged = true
    }
    lastToldAt = time
    if read.page.continuation == nil { completeListing(read.page.revision, at: time) }
    return read.page
  }

  /// Gives up a listing that did not come to its end: what it told stays, and it ends nothing.
  public func abandonListing() {
    listing = nil
  }

  /// Adds an object of a listing.
  func add(listed object: ReadObject, at time: Instant) {
    pending.append(drafts.object(object, type: .added, at: time, channel: .listing))
  }

  /// Says that the listing is complete at a revision, unless one of its members is unknown, or
  /// another epoch began meanwhile: then its first objects were told as the old one's.
  func completeListing(_ revision: Revision, at time: Instant) {
    guard let listing else { return }
    self.listing = nil
    guard cluster.announceListing(of: source, at: revision) == epoch else { return }
    if !listing.isDamaged {
      observe(
        .listingComplete,
        revision: revision,
        members: ListingMembers.unique(listing.members),
        at: time
      )
    }
    self.revision = revision
    heldBookmark = nil
    mayKnowObjects = true
    noteWritten(at: time)
    settle()
  }

  /// Says of listed objects that the store knows already that they were found in another state; what
  /// the store holds in this state it takes no second time.
  ///
  /// All that one commit hands over is looked up at once; where that fails, they are told as added.
  func markingKnown(_ drafts: [EventDraft]) -> [EventDraft] {
    guard mayKnowObjects, drafts.contains(where: Self.isListed) else { return drafts }
    let marked = try? cluster.store.log.read { snapshot in
      guard let id = try snapshot.clusterID(named: source.cluster) else { return drafts }
      return try drafts.map { draft in
        guard Self.isListed(draft), case .object(let reference, _, _, _) = draft.content,
          try !snapshot.objectIDs(clusterID: id, epoch: draft.epoch, uid: reference.uid).isEmpty
        else { return draft }
        var draft = draft
        draft.type = .replaced
        return draft
      }
    }
    return marked ?? drafts
  }

  private static func isListed(_ draft: EventDraft) -> Bool {
    draft.evidence.channel == .listing && draft.type == .added
  }

  /// Whether the store holds the states of members whose bodies could not be read.
  private func areStored(_ members: [UnreadMember]) -> Bool {
    guard !members.isEmpty else { return true }
    let areStored = try? cluster.store.log.read { snapshot in
      guard let id = try snapshot.clusterID(named: source.cluster) else { return false }
      return try members.allSatisfy { try $0.isStored(clusterID: id, epoch: epoch, in: snapshot) }
    }
    return areStored ?? false
  }

  private func reading<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as JSONSyntaxError {
      throw LiveError.unreadableList(detail: error.message)
    } catch let error as RecordProblem {
      throw LiveError.unreadableList(detail: error.message)
    }
  }

  private func read(
    _ root: JSONValue
  ) throws(RecordProblem) -> (page: LivePage, items: ListedItems) {
    let name = source.kind.kindName + "List"
    guard root["kind"]?.string == name else {
      let found = root["kind"]?.string.map { "a `\($0)`" } ?? "something without `kind`"
      throw RecordProblem(field: "kind", message: "found \(found), expected a `\(name)`")
    }
    let metadata = try root.requiredObject("metadata", field: "metadata")
    let revision = try metadata.requiredRevision(
      "resourceVersion",
      field: "metadata.resourceVersion"
    )
    let items = try lists.read(root, kind: source.kind, field: "")
    let continuation = metadata["continue"]?.string ?? ""
    let page = LivePage(
      revision: revision,
      continuation: continuation.isEmpty ? nil : continuation,
      objectCount: items.objects.count,
      problems: items.problems.map { $0.message }
    )
    return (page, items)
  }
}
