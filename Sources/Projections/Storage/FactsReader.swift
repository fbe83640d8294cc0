import EventLog
internal import Foundation
internal import GRDB
import TopologyModel

/// Decodes the facts of runs, keeping the templates that it read.
final class FactsReader {
  private let db: Database
  private var templates: [Int64: [UInt8]] = [:]
  /// What the templates of Pods say.
  private var pods: [Int64: PodHolding.Template] = [:]

  init(db: Database) {
    self.db = db
  }

  /// The facts that a run's content says; throws `ProjectionDamage.malformedFacts`.
  func facts(_ content: [UInt8], objectID: Int64, kind: ResourceKind) throws -> ObjectFacts {
    do {
      var reader = ByteReader(content)
      switch kind {
      case .service: return .service(try ServiceFacts(layout: &reader))
      case .node: return .node(try NodeFacts(layout: &reader))
      case .pod:
        var facts = try pod(try reader.integer()).facts
        try facts.readState(&reader)
        return .pod(facts)
      case .endpointSlice:
        let template = try template(try reader.integer())
        return .endpointSlice(try EndpointSliceFacts(header: template), endpoints: [])
      }
    } catch is ByteReader.Failure {
      throw ProjectionDamage.malformedFacts(objectID: objectID)
    }
  }

  /// What tells which addresses a run's object held.
  func holding(
    _ content: UnsafeRawBufferPointer,
    objectID: Int64,
    kind: ResourceKind
  ) throws -> AddressRun.Holding {
    guard kind == .pod else {
      return .other(try facts(Array(content), objectID: objectID, kind: kind))
    }
    var cursor = LayoutCursor(content)
    let number = cursor.integer()
    guard cursor.isWhole, let template = try? pod(number),
      let holding = PodHolding(&cursor, template: template)
    else { throw ProjectionDamage.malformedFacts(objectID: objectID) }
    return .pod(holding)
  }

  private func pod(_ id: Int64) throws -> PodHolding.Template {
    if let known = pods[id] { return known }
    let template = PodHolding.Template(try PodFacts(template: try bytes(ofTemplate: id)))
    pods[id] = template
    return template
  }

  private func template(_ id: Int64) throws -> [UInt8] {
    if let known = templates[id] { return known }
    let bytes = try bytes(ofTemplate: id)
    templates[id] = bytes
    return bytes
  }

  private func bytes(ofTemplate id: Int64) throws -> [UInt8] {
    let sql = "SELECT bytes FROM projection_template WHERE id = ?"
    guard let bytes = try Data.fetchOne(db.cachedStatement(sql: sql), arguments: [id]) else {
      throw ByteReader.Failure.malformed
    }
    return Array(bytes)
  }
}
