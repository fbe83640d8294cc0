internal import KubernetesObjects
internal import TopologyModel

/// Makes a kind's history of the files of a recording.
struct RecordingReader {
  private static let initialEnd: StaticString = "k8s.io/initial-events-end"

  private let folder: String
  private let parser = JSONParser()
  private var scanner = ObjectScanner()

  init(folder: String) {
    self.folder = folder
  }

  /// Reads a whole recording.
  mutating func read() throws -> WorldState {
    var listings = try readListings()
    var histories: [KindHistory] = []
    for kind in ResourceKind.allCases {
      let lines = try readLines(of: kind)
      if let history = history(of: kind, lines, &listings[kind, default: []]) {
        histories.append(history)
      }
    }
    guard let first = histories.map(\.initialRevision).min(),
      let last = histories.map(\.initialRevision).max()
    else {
      throw StandInError.unreadable(
        path: folder,
        reason: "found no list and no watch in it, expected `lists.jsonl` and `watch-KIND.jsonl`, "
          + "or the same with `.zst`"
      )
    }
    for kind in ResourceKind.allCases where !histories.contains(where: { $0.kind == kind }) {
      histories.append(KindHistory(kind: kind, initial: [:], revision: first))
    }
    var state = WorldState(histories: histories, revision: last)
    while state.step(through: last) != nil {}
    return state
  }

  // MARK: Histories

  private func history(
    of kind: ResourceKind,
    _ lines: [RecordedLine],
    _ listings: inout [RecordedListing]
  ) -> KindHistory? {
    var records = Self.records(of: lines, &listings)
    listings.sort { $0.revision < $1.revision }
    let start = listings.first ?? Self.startWithoutListing(records)
    guard let start else { return nil }
    var history = KindHistory(kind: kind, initial: start.objects, revision: start.revision)
    var state = start.objects
    records.removeAll { $0.revision <= start.revision }
    var listingsLeft = listings.dropFirst()
    func relist(before revision: Revision?) {
      while let listing = listingsLeft.first, revision.map({ listing.revision < $0 }) ?? true {
        listingsLeft.removeFirst()
        // Where nothing was lost the list says what is known.
        guard listing.objects.mapValues(\.revision) != state.mapValues(\.revision) else { continue }
        state = listing.objects
        history.append(WorldRecord(revision: listing.revision, content: .relist(state)))
      }
    }
    for (revision, type, object) in records {
      relist(before: revision)
      guard let type, let object else {
        history.append(WorldRecord(revision: revision, content: .bookmark))
        continue
      }
      state[object.slot] = type == .deleted ? nil : object
      history.append(type, object)
    }
    relist(before: nil)
    return history
  }

  private typealias Entry = (revision: Revision, type: WatchRecordType?, object: StoredObject?)

  /// Returns the records of the lines, bookmarks without type; streaming lists become listings.
  private static func records(
    of lines: [RecordedLine],
    _ listings: inout [RecordedListing]
  ) -> [Entry] {
    var records: [Entry] = []
    // The records since the watch began, which become a listing where a bookmark says so.
    var opening: [StoredObject]? = []
    var openingStart = 0
    for line in lines {
      switch line {
      case .change(let type, let object):
        if type == .added { opening?.append(object) } else { opening = nil }
        records.append((object.revision, type, object))
      case .bookmark(let revision, endsInitialList: true):
        let objects = Dictionary((opening ?? []).map { ($0.slot, $0) }) { $1 }
        listings.append(RecordedListing(revision: revision, objects: objects))
        records.removeSubrange(openingStart...)
        opening = nil
      case .bookmark(let revision, endsInitialList: false):
        opening = nil
        records.append((revision, nil, nil))
      case .error:
        opening = []
        openingStart = records.count
      }
    }
    return records
  }

  /// A kind whose list was not recorded begins empty, just before its first record.
  private static func startWithoutListing(_ records: [Entry]) -> RecordedListing? {
    guard let first = records.first?.revision else { return nil }
    return RecordedListing(revision: first.predecessor ?? first, objects: [:])
  }

  // MARK: Files

  private mutating func readListings() throws -> [ResourceKind: [RecordedListing]] {
    var listings: [ResourceKind: [RecordedListing]] = [:]
    guard let text = try RecordingFile.read("lists.jsonl", in: folder) else { return listings }
    for line in RecordingFile.lines(of: text) {
      var scanner = scanner
      let found: (ResourceKind, RecordedListing)? = try withLine(line, of: text) { root in
        guard let name = root["kind"]?.string, let kind = ResourceKind(apiName: name) else {
          return nil
        }
        guard let list = root["list"],
          let revision = list["metadata"]?["resourceVersion"]?.revision
        else {
          throw StandInError.unusable("found a list of \(name) without `resourceVersion`")
        }
        var objects: [ObjectSlot: StoredObject] = [:]
        for item in list["items"]?.elements.map({ $0 }) ?? [] {
          let object = try scanner.scan(item, kind: kind, in: text, base: line.lowerBound)
          objects[object.slot] = object
        }
        return (kind, RecordedListing(revision: revision, objects: objects))
      }
      self.scanner = scanner
      if let (kind, listing) = found { listings[kind, default: []].append(listing) }
    }
    return listings
  }

  private mutating func readLines(of kind: ResourceKind) throws -> [RecordedLine] {
    let name = "watch-\(kind.resourceName).jsonl"
    guard let text = try RecordingFile.read(name, in: folder) else { return [] }
    var lines: [RecordedLine] = []
    var scanner = scanner
    for line in RecordingFile.lines(of: text) {
      let read = try withLine(line, of: text) { root in
        try Self.read(root, kind, &scanner, text, line.lowerBound)
      }
      lines.append(read)
    }
    self.scanner = scanner
    return lines
  }

  private static func read(
    _ root: JSONValue,
    _ kind: ResourceKind,
    _ scanner: inout ObjectScanner,
    _ text: [UInt8],
    _ base: Int
  ) throws(StandInError) -> RecordedLine {
    guard let event = root["event"], let object = event["object"],
      let type = event["type"]?.string
    else {
      throw .unusable("found no `event` with `type` and `object` in the line at byte \(base)")
    }
    if type == "ERROR" { return .error }
    guard let type = WatchRecordType(rawValue: type) else {
      throw .unusable("found the type `\(type)` in the line at byte \(base)")
    }
    guard type == .bookmark else {
      return .change(type, try scanner.scan(object, kind: kind, in: text, base: base))
    }
    guard let revision = object["metadata"]?["resourceVersion"]?.revision else {
      throw .unusable("found a bookmark without `resourceVersion` at byte \(base)")
    }
    let mark = object["metadata"]?["annotations"]?[Self.initialEnd]
    return .bookmark(revision, endsInitialList: mark?.isString("true") == true)
  }

  private func withLine<Result>(
    _ line: Range<Int>,
    of text: [UInt8],
    _ body: (JSONValue) throws -> Result
  ) throws -> Result {
    try text.withUnsafeBytes { buffer in
      try parser.withDocument(UnsafeRawBufferPointer(rebasing: buffer[line]), body)
    }
  }
}
