import EventLog
internal import Foundation
internal import GRDB
import TopologyModel

/// Decodes the facts of runs, keeping the templates that it read.
final class FactsReader {
  private let db: Database
  private var templates: [Int64: [UInt8]] = [:]

  init(db: Database) {
    self.db = db
  }

  /// The facts of an object's run; throws `ProjectionDamage.malformedFacts`.
  func facts(of row: RunRow, kind: ResourceKind) throws -> ObjectFacts {
    do {
      var reader = ByteReader(row.content)
      switch kind {
      case .service: return .service(try ServiceFacts(layout: &reader))
      case .node: return .node(try NodeFacts(layout: &reader))
      case .pod:
        let template = try template(try reader.integer())
        return .pod(try PodFacts(template: template, state: &reader))
      case .endpointSlice:
        let template = try template(try reader.integer())
        return .endpointSlice(try EndpointSliceFacts(header: template), endpoints: [])
      }
    } catch is ByteReader.Failure {
      throw ProjectionDamage.malformedFacts(objectID: row.objectID)
    }
  }

  private func template(_ id: Int64) throws -> [UInt8] {
    if let known = templates[id] { return known }
    let sql = "SELECT bytes FROM projection_template WHERE id = ?"
    guard let bytes = try Data.fetchOne(db.cachedStatement(sql: sql), arguments: [id]) else {
      throw ByteReader.Failure.malformed
    }
    templates[id] = Array(bytes)
    return Array(bytes)
  }
}
