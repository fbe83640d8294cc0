internal import Foundation
internal import GRDB
public import TopologyModel

extension LogSnapshot {
  /// The horizons behind which clusters were forgotten, by the clusters' names; empty where the log
  /// holds every event.
  public func horizons() throws -> [RetentionHorizon] {
    try horizonRows().map { row in
      let details = try forgottenDetails(at: row.position)
      return RetentionHorizon(
        clusterID: row.clusterID,
        cluster: row.cluster,
        position: row.position,
        details: details
      )
    }
  }

  /// What the events below the horizon were replaced by; nil where the log holds every event.
  public func base() throws -> ForgottenDetails.Base? {
    guard let last = try horizonRows().map(\.position).max() else { return nil }
    return try forgottenDetails(at: last).base
  }

  /// The last position whose event may be gone; zero where the log holds every event.
  public func horizonPosition() throws -> LogPosition {
    try base()?.position ?? .zero
  }

  /// How many events the log holds.
  public func eventCount() throws -> Int {
    let head = try head().position.value
    let horizon = try horizonPosition().value
    guard horizon > 0 else { return Int(head) }
    let sql = "SELECT count(*) FROM event WHERE position <= ?"
    let kept = try Int.fetchOne(db, sql: sql, arguments: [horizon]) ?? 0
    return Int(head - horizon) + kept
  }

  /// What a `forgotten` event says.
  package func forgottenDetails(at position: LogPosition) throws -> ForgottenDetails {
    guard let details = try? ForgottenDetails(decoding: try body(at: position)) else {
      throw EventLogError.corrupt(position: position, detail: "what it says cannot be decoded")
    }
    return details
  }

  private func horizonRows() throws -> [(
    clusterID: Int64, cluster: String, position: LogPosition
  )] {
    guard try db.tableExists("horizon") else { return [] }
    let sql = """
      SELECT cluster_id, name, position FROM horizon JOIN cluster ON id = cluster_id ORDER BY name
      """
    return try Row.fetchAll(db.cachedStatement(sql: sql)).map {
      try ($0.value(0), $0.value(1), LogPosition($0.value(2)))
    }
  }

  /// Throws `forgotten` for a position below the horizon.
  func checkIsKnown(_ position: LogPosition) throws {
    let horizon = try horizonPosition()
    if position < horizon { throw EventLogError.forgotten(position, horizon: horizon) }
  }

  /// The chain hash at a position whose event is held still; nil for others.
  func heldHash(at position: LogPosition) throws -> ChainHash? {
    let sql = "SELECT hash FROM event WHERE position = ?"
    let bytes = try Data.fetchOne(db.cachedStatement(sql: sql), arguments: [position.value])
    return try bytes.map { try Self.hash($0, at: position.value) }
  }
}
