internal import TopologyModel

/// What a look ahead found of the ADDED records that come next: how many, and how many of them are
/// items of an initial listing rather than history.
struct AddedRun {
  /// What the items are part of.
  enum Listing {
    /// A streaming list, whose end is marked by the bookmark that follows the run.
    case streamed
    /// An initial listing that nothing marks: its items are known by their order alone.
    case unmarked
  }

  /// How many ADDED records follow.
  var count: Int
  /// How many of them are items.
  var itemCount: Int
  /// What the items are part of.
  var listing: Listing

  /// No records.
  static let none = AddedRun(count: 0, itemCount: 0, listing: .unmarked)

  /// Looks ahead from the reader's next document.
  ///
  /// Only at the start of a stream can a run contain
  /// an unmarked listing.
  init(_ reader: RecordReader, _ records: WatchRecordReader, isStreamStart: Bool) {
    self = .none
    var cursor = reader.cursor
    var next = cursor.next()
    while let document = next, Self.type(of: document, reader, records) == .added {
      count += 1
      next = cursor.next()
    }
    guard count > 0 else { return }
    if let next, Self.type(of: next, reader, records) == .bookmark,
      (try? reader.parse(next) { records.isInitialEnd($0) }) == true
    {
      itemCount = count
      listing = .streamed
    } else if isStreamStart {
      itemCount = Self.unmarkedItemCount(count, reader, records)
    }
  }

  /// Whether a document is an ADDED record.
  static func isAdded(
    _ document: Document,
    _ reader: RecordReader,
    _ records: WatchRecordReader
  ) -> Bool {
    type(of: document, reader, records) == .added
  }

  /// Counts one record less.
  mutating func passRecord() {
    count = max(count - 1, 0)
    itemCount = max(itemCount - 1, 0)
  }

  private init(count: Int, itemCount: Int, listing: Listing) {
    self.count = count
    self.itemCount = itemCount
    self.listing = listing
  }

  /// The length of the shortest prefix whose revisions are all below every later one, the later
  /// ones ascending: a watch delivers in the order of revisions, a listing does not.
  static func unmarkedItemCount(of revisions: [Revision], isFollowed: Bool) -> Int {
    let last = isFollowed ? revisions.count - 1 : revisions.count
    var length = 0
    for index in revisions.indices.dropFirst() where revisions[index] <= revisions[index - 1] {
      length = index
    }
    length = min(length, last)
    var greatest = revisions[..<length].max()
    while length < last, let floor = greatest, revisions[length] <= floor {
      greatest = max(floor, revisions[length])
      length += 1
    }
    return length
  }

  private static func unmarkedItemCount(
    _ count: Int,
    _ reader: RecordReader,
    _ records: WatchRecordReader
  ) -> Int {
    var cursor = reader.cursor
    var revisions: [Revision] = []
    while revisions.count <= count, let document = cursor.next(),
      let found = try? reader.parse(document, { records.readAhead($0) }),
      let revision = found.revision
    {
      revisions.append(revision)
    }
    return unmarkedItemCount(of: revisions, isFollowed: revisions.count > count)
  }

  private static func type(
    of document: Document,
    _ reader: RecordReader,
    _ records: WatchRecordReader
  ) -> WatchRecordType? {
    let hasTimes = records.hasTimes
    let type = reader.withBytes(document) { RecordHead.type(of: $0, hasTimes: hasTimes) }
    if let type { return type }
    let found = try? reader.parse(document) { records.readAhead($0) }
    return found?.type
  }
}
