import Foundation
import TopologyModel

/// One test vector of `Tests/Fixtures/vectors`.
struct Vector {
  /// The kinds of vectors, which are the folders.
  enum Kind: String, CaseIterable {
    case addresses
    case dns
    case membership
    case names
    case ports
    case traffic
    case watch
  }

  let kind: Kind
  let name: String
  let given: VectorJSON
  let when: VectorJSON
  let expect: VectorJSON

  init(kind: Kind, name: String) throws {
    let file = Self.folder(of: kind).appendingPathComponent(name + ".json")
    let json = try VectorJSON(file: file)
    self.kind = kind
    self.name = name
    given = json["given"]
    when = json["when"]
    expect = json["expect"]
  }

  /// The names of a kind's vectors, in order; empty where the folder is missing.
  static func names(of kind: Kind) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder(of: kind).path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
  }

  private static func folder(of kind: Kind) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/vectors")
      .appendingPathComponent(kind.rawValue)
  }

  /// The records that arrive at the collector, in order.
  var records: [(type: String, object: VectorJSON)] {
    if given.has("events") { return given["events"].array.map { ($0["type"].text, $0["object"]) } }
    return given["objects"].array.map { ("ADDED", $0) }
  }

  /// The lowest revision that is told.
  var firstRevision: Int { revisions.min() ?? 1000 }

  /// The highest revision that is told.
  var lastRevision: Int { revisions.max() ?? 1000 }

  private var revisions: [Int] {
    records.compactMap { Int($0.object["metadata"]["resourceVersion"].text) }
  }

  /// The last given object of a kind in a slot `NAMESPACE/NAME`.
  func object(_ kind: ResourceKind, _ slot: String) -> VectorJSON? {
    given["objects"].array.last { object in
      let metadata = object["metadata"]
      return object["kind"].text == kind.kindName
        && "\(metadata["namespace"].text)/\(metadata["name"].text)" == slot
    }
  }

  /// What TQL is asked about the vector; empty where it has no question for it.
  var questions: [VectorQuestion] {
    switch kind {
    case .traffic: TrafficQuestions(vector: self).all
    case .membership: MembershipQuestions(vector: self).all
    case .ports: PortQuestions(vector: self).all
    case .dns: DNSQuestions(vector: self).all
    case .watch: WatchQuestions(vector: self).all
    case .addresses, .names: []
    }
  }
}
