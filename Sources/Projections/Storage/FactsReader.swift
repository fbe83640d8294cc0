import EventLog
internal import Foundation
internal import GRDB
import TopologyModel

/// Decodes the facts of runs, keeping the templates that it read.
final class FactsReader {
  /// The templates that were read, which never change.
  final class Templates {
    /// How many are kept before they are given back.
    private static let countMax = 20_000

    fileprivate private(set) var bytes: [Int64: [UInt8]] = [:]
    /// What the templates of Pods say.
    fileprivate private(set) var pods: [Int64: PodHolding.Template] = [:]

    fileprivate func note(_ found: [UInt8], _ id: Int64) {
      if bytes.count >= Self.countMax { bytes.removeAll(keepingCapacity: true) }
      bytes[id] = found
    }

    /// The Nodes that placements name.
    fileprivate private(set) var nodeNames: [Int64: String] = [:]

    fileprivate func note(nodeName: String, _ id: Int64) {
      if nodeNames.count >= Self.countMax { nodeNames.removeAll(keepingCapacity: true) }
      nodeNames[id] = nodeName
    }

    fileprivate func note(_ found: PodHolding.Template, _ id: Int64) {
      if pods.count >= Self.countMax { pods.removeAll(keepingCapacity: true) }
      pods[id] = found
    }
  }

  private let db: Database
  private let templates: Templates

  init(db: Database, _ templates: Templates) {
    self.db = db
    self.templates = templates
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
        try facts.readPlacement(try template(try reader.integer()))
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
    let (number, placement) = (cursor.integer(), cursor.integer())
    guard cursor.isWhole, let template = try? pod(number),
      let nodeName = try? nodeName(placement),
      let holding = PodHolding(&cursor, template: template, nodeName: nodeName)
    else { throw ProjectionDamage.malformedFacts(objectID: objectID) }
    return .pod(holding)
  }

  /// What the content of a Pod's run shares with others.
  func podTemplate(
    _ content: UnsafeRawBufferPointer,
    objectID: Int64
  ) throws -> PodHolding.Template {
    var cursor = LayoutCursor(content)
    let number = cursor.integer()
    guard cursor.isWhole, let template = try? pod(number) else {
      throw ProjectionDamage.malformedFacts(objectID: objectID)
    }
    return template
  }

  private func pod(_ id: Int64) throws -> PodHolding.Template {
    if let known = templates.pods[id] { return known }
    let template = PodHolding.Template(try PodFacts(template: try bytes(ofTemplate: id)))
    templates.note(template, id)
    return template
  }

  private func nodeName(_ id: Int64) throws -> String {
    if let known = templates.nodeNames[id] { return known }
    var reader = ByteReader(try template(id))
    let name = try reader.text()
    templates.note(nodeName: name, id)
    return name
  }

  private func template(_ id: Int64) throws -> [UInt8] {
    if let known = templates.bytes[id] { return known }
    let bytes = try bytes(ofTemplate: id)
    templates.note(bytes, id)
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
