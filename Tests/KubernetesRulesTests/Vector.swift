import Foundation
import TopologyModel

/// One test vector of `Tests/Fixtures/vectors`.
struct Vector {
  let when: JSONValue
  let expect: JSONValue
  let given: JSONValue
  let objects: VectorObjects

  init(kind: String, name: String) throws {
    let file = Self.folder.appendingPathComponent(kind).appendingPathComponent(name + ".json")
    let json = try JSONValue(file: file)
    when = json["when"]
    expect = json["expect"]
    given = json["given"]
    objects = VectorObjects(given["objects"].array)
  }

  /// The names of a kind's vectors, in order; empty where the folder is missing.
  static func names(of kind: String) -> [String] {
    let path = folder.appendingPathComponent(kind).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
  }

  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures").appendingPathComponent("vectors")

  /// `NAMESPACE/NAME` of a parameter.
  func slot(_ parameter: String, kind: ResourceKind) -> ObjectSlot {
    let parts = when[parameter].text.split(separator: "/").map(String.init)
    return ObjectSlot(kind: kind, namespace: parts[0], name: parts[1])
  }
}
