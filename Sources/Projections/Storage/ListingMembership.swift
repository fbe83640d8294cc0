import EventLog
internal import Foundation
internal import GRDB
import TopologyModel

/// Tells which complete listings lack an object; members are read from the log and kept.
struct ListingMembership {
  /// A complete listing that can end objects.
  struct Listing {
    var position: Int64
    var revision: Revision
  }

  /// How many listings' members are kept in memory.
  static let listingsMax = 64

  private var members: [Int64: Set<String>] = [:]
  /// The highest revision of the listings of a kind that were asked for; nil within where there are
  /// none.
  private var highest: [Key: Revision?] = [:]

  private struct Key: Hashable {
    var epochID: Int64
    var kind: ResourceKind
  }

  /// Notes a listing on its way in, with its members.
  mutating func note(
    position: Int64,
    revision: Revision,
    kind: ResourceKind,
    epochID: Int64,
    members: Set<String>
  ) {
    keep(members, of: position)
    let key = Key(epochID: epochID, kind: kind)
    if let known = highest[key], known.map({ $0 < revision }) ?? true {
      highest.updateValue(revision, forKey: key)
    }
  }

  /// The first listing above `revision` whose scope covers the namespace and which lacks the UID,
  /// among those known before a position; nil when there is none up to `bound`.
  mutating func firstLacking(
    uid: String,
    kind: ResourceKind,
    namespace: String,
    after revision: Revision,
    upTo bound: Revision?,
    epochID: Int64,
    before position: Int64,
    log: LogSnapshot,
    db: Database
  ) throws -> Listing? {
    guard let highest = try highestRevision(kind, epochID: epochID, db: db), highest > revision
    else { return nil }
    let sql = """
      SELECT position, revision FROM projection_listing
      WHERE epoch_id = ? AND kind = ? AND revision > ? AND is_implied = 0 AND selector = ''
        AND (namespace IS NULL OR namespace = ?) AND position < ?
      ORDER BY revision, position
      """
    let rows = try Row.fetchCursor(
      db.cachedStatement(sql: sql),
      arguments: [epochID, kind.rawValue, Data(revision.packedKey), namespace, position]
    )
    while let row = try rows.next() {
      guard let found = try Revision(packedKey: row.value(1) as Data) else { continue }
      if let bound, found >= bound { return nil }
      let listing: Int64 = try row.value(0)
      if try !uids(of: listing, log: log).contains(uid) {
        return Listing(position: listing, revision: found)
      }
    }
    return nil
  }

  /// Whether a listing may tell of a revision or of one above it.
  mutating func mayReach(
    _ revision: Revision,
    kind: ResourceKind,
    epochID: Int64,
    db: Database
  ) throws -> Bool {
    try highestRevision(kind, epochID: epochID, db: db).map { $0 >= revision } ?? false
  }

  private mutating func highestRevision(
    _ kind: ResourceKind,
    epochID: Int64,
    db: Database
  ) throws -> Revision? {
    let key = Key(epochID: epochID, kind: kind)
    if let known = highest[key] { return known }
    let sql = """
      SELECT max(revision) FROM projection_listing WHERE epoch_id = ? AND kind = ?
      """
    let found = try Data.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [epochID, kind.rawValue]
    ).flatMap { Revision(packedKey: $0) }
    highest.updateValue(found, forKey: key)
    return found
  }

  private mutating func uids(of position: Int64, log: LogSnapshot) throws -> Set<String> {
    if let known = members[position] { return known }
    let body = try log.body(at: LogPosition(position))
    guard let details = try? ObservationDetails(decoding: body) else {
      throw EventLogError.corrupt(
        position: LogPosition(position),
        detail: "what it observed cannot be read"
      )
    }
    let uids = Set(details.members.map { $0.uid })
    keep(uids, of: position)
    return uids
  }

  private mutating func keep(_ uids: Set<String>, of position: Int64) {
    if members.count >= Self.listingsMax { members.removeAll() }
    members[position] = uids
  }
}
