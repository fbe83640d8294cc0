internal import EventLog
internal import Foundation
internal import GRDB
import TopologyModel

/// The numbers of epochs, scopes and templates, and what is known of each epoch, kept in memory by
/// the writer.
struct ProjectionRegistry {
  /// How many templates are kept before the memory is given back.
  static let templatesMax = 20_000
  /// How many pairs of an object and its address are kept before the memory is given back.
  static let holdersMax = 200_000

  /// What the writer must know of an epoch.
  struct Epoch {
    var id: Int64
    var clusterID: Int64
    var number: Int
    var begunAt: Instant
    var unsharedFrom: Int64?
  }

  /// A layout as a key, hashed and compared as a whole; `[UInt8]` is, byte by byte.
  struct LayoutKey: Hashable {
    let bytes: [UInt8]

    func hash(into hasher: inout Hasher) {
      bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    static func == (left: LayoutKey, right: LayoutKey) -> Bool {
      left.bytes.isSame(as: right.bytes)
    }
  }

  private struct EpochKey: Hashable {
    var clusterID: Int64
    var number: Int
  }

  private struct ScopeKey: Hashable {
    var epochID: Int64
    var kind: ResourceKind
    var namespace: String
  }

  private struct Holder: Hashable {
    var objectID: Int64
    var address: IPAddress
  }

  private var epochs: [EpochKey: Epoch] = [:]
  private var scopes: [ScopeKey: Int64] = [:]
  private var templates: [LayoutKey: Int64] = [:]
  private var holders: Set<Holder> = []

  /// The epoch of an event, created when it is new.
  mutating func epoch(
    clusterID: Int64,
    number: Int,
    observedAt: Instant,
    position: Int64,
    db: Database
  ) throws -> Epoch {
    let key = EpochKey(clusterID: clusterID, number: number)
    if let epoch = epochs[key], epoch.begunAt <= observedAt { return epoch }
    let select = """
      SELECT id, begun_at, unshared_from FROM projection_epoch
      WHERE cluster_id = ? AND number = ?
      """
    if let row = try Row.fetchOne(
      db.cachedStatement(sql: select),
      arguments: [clusterID, number]
    ) {
      var epoch = try Epoch(
        id: row.value(0),
        clusterID: clusterID,
        number: number,
        begunAt: Instant(nanoseconds: row.value(1)),
        unsharedFrom: row.value(2)
      )
      if observedAt < epoch.begunAt {
        epoch.begunAt = observedAt
        try db.execute(
          sql: "UPDATE projection_epoch SET begun_at = ? WHERE id = ?",
          arguments: [observedAt.nanoseconds, epoch.id]
        )
      }
      epochs[key] = epoch
      return epoch
    }
    try db.execute(
      sql: """
        INSERT INTO projection_epoch (cluster_id, number, begun_at, known_from)
        VALUES (?, ?, ?, ?)
        """,
      arguments: [clusterID, number, observedAt.nanoseconds, position]
    )
    let epoch = Epoch(
      id: db.lastInsertedRowID,
      clusterID: clusterID,
      number: number,
      begunAt: observedAt
    )
    epochs[key] = epoch
    return epoch
  }

  /// Notes that revisions of an epoch are not unique across its objects.
  mutating func stopSharing(_ epoch: Epoch, from position: Int64, db: Database) throws {
    try db.execute(
      sql: "UPDATE projection_epoch SET unshared_from = ? WHERE id = ?",
      arguments: [position, epoch.id]
    )
    epochs[EpochKey(clusterID: epoch.clusterID, number: epoch.number)] = nil
  }

  /// The number of (epoch, kind, namespace), created when it is new.
  mutating func scopeID(
    epochID: Int64,
    kind: ResourceKind,
    namespace: String,
    db: Database
  ) throws -> Int64 {
    let key = ScopeKey(epochID: epochID, kind: kind, namespace: namespace)
    if let id = scopes[key] { return id }
    let arguments: StatementArguments = [epochID, kind.rawValue, namespace]
    try db.execute(
      sql: "INSERT OR IGNORE INTO projection_scope (epoch_id, kind, namespace) VALUES (?, ?, ?)",
      arguments: arguments
    )
    let sql = "SELECT id FROM projection_scope WHERE epoch_id = ? AND kind = ? AND namespace = ?"
    let id = try Int64.fetchOne(db, sql: sql, arguments: arguments) ?? 0
    scopes[key] = id
    return id
  }

  /// The number of a template, created when it is new.
  mutating func templateID(of bytes: [UInt8], db: Database) throws -> Int64 {
    let key = LayoutKey(bytes: bytes)
    if let id = templates[key] { return id }
    if templates.count >= Self.templatesMax { templates.removeAll() }
    let digest = Self.digest(bytes)
    let found = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT id, bytes FROM projection_template WHERE digest = ?"),
      arguments: [digest]
    ).first { Array(try $0.value(1) as Data) == bytes }
    if let found {
      let id: Int64 = try found.value(0)
      templates[key] = id
      return id
    }
    try db.cachedStatement(
      sql: "INSERT INTO projection_template (digest, bytes) VALUES (?, ?)"
    ).execute(arguments: [digest, Data(bytes)])
    let id = db.lastInsertedRowID
    templates[key] = id
    return id
  }

  /// Notes that an object held an address at some revision.
  mutating func note(
    _ address: IPAddress,
    of kind: ResourceKind,
    _ objectID: Int64,
    epochID: Int64,
    db: Database
  ) throws {
    let holder = Holder(objectID: objectID, address: address)
    guard !holders.contains(holder) else { return }
    if holders.count >= Self.holdersMax { holders.removeAll() }
    holders.insert(holder)
    try db.cachedStatement(
      sql: "INSERT OR IGNORE INTO projection_address VALUES (?, ?, ?, ?)"
    ).execute(arguments: [epochID, Data(address.bytes), kind.rawValue, objectID])
  }

  /// FNV-1a, which finds equal templates; they are compared before they are shared.
  private static func digest(_ bytes: [UInt8]) -> Int64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int64(bitPattern: hash)
  }
}

extension [UInt8] {
  /// Whether both have the same bytes.
  func isSame(as other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    return withUnsafeBytes { left in
      other.withUnsafeBytes { right in
        guard let start = left.baseAddress, let otherStart = right.baseAddress else { return true }
        return start == otherStart || memcmp(start, otherStart, left.count) == 0
      }
    }
  }
}
