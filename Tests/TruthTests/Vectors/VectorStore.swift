import Diagnostics
import EventLog
import Foundation
import Ingest
import KubernetesRules
import Projections
import QueryEngine
import TopologyModel

/// A store of what a vector gives, imported as a recording: an empty listing of every kind, from
/// which the watches start, then the records as these deliver them, then for vectors of objects a
/// bookmark for every kind, so that each is observed up to the last revision.
///
/// A watch that sends initial events is its own listing.
final class VectorStore {
  enum Failure: Error {
    case incomplete(String)
    case refused(String)
  }

  private let vector: Vector
  private let store: TestStore
  private var seconds = 0

  init(_ vector: Vector) throws {
    self.vector = vector
    store = try TestStore()
    let folder = URL(fileURLWithPath: store.path).deletingLastPathComponent()
      .appendingPathComponent("recording")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    for (file, lines) in try files() where !lines.isEmpty {
      let text = lines.map { $0 + "\n" }.joined()
      try Data(text.utf8).write(to: folder.appendingPathComponent(file))
    }
    let options = ImportOptions(importTime: Instant(nanoseconds: 0), cluster: "vector")
    let report = try Importer(log: store.log, options: options) { _ in }.importPaths([folder.path])
    guard report.isComplete else { throw Failure.incomplete("\(report.failures)") }
  }

  /// Answers a query at a moment after the last record; throws its diagnostics where it is refused.
  func answer(_ query: String) throws -> Answer {
    var context = QueryContext(now: try instant(seconds + 1))
    context.kubernetesVersion = KubernetesVersion(vector.when["kubernetes"].text)
    if vector.when["zone"].exists { context.dnsZone = vector.when["zone"].text }
    return try store.log.read { snapshot in
      let runner = QueryRunner { _ in try ProjectionSnapshot(snapshot) }
      let source = SourceText(name: "query", text: query)
      switch try runner.run(source, context: context) {
      case .answered(let answer): return answer
      case .refused(let diagnostics):
        throw Failure.refused(DiagnosticRenderer().render(diagnostics, in: source))
      }
    }
  }

  // MARK: Recording

  private func files() throws -> [String: [String]] {
    var files: [String: [String]] = [:]
    if !vector.when["sendInitialEvents"].isTrue {
      files["lists.jsonl"] = try ResourceKind.allCases.map { try listing($0) }
    }
    files["watch-sessions.jsonl"] = try ResourceKind.allCases.map { try session($0) }
    for (type, object) in vector.records {
      seconds += 1
      // A Status does not say of which kind; all watch vectors are about Pods.
      let kind = ResourceKind(apiName: object["kind"].text) ?? .pod
      let event: [String: Any] = ["type": type, "object": object.raw ?? [:]]
      files[Self.file(kind), default: []].append(try line(["event": event]))
      guard type == "ERROR" else { continue }
      files["watch-sessions.jsonl", default: []].append(
        try text([
          "at": try instant(seconds).description, "kind": kind.resourceName,
          "action": "error-event", "status": event["object"] ?? [:],
        ])
      )
    }
    guard vector.kind != .watch else { return files }
    seconds += 1
    for kind in ResourceKind.allCases {
      let object = Self.object(kind.kindName, kind, revision: vector.lastRevision)
      let event: [String: Any] = ["type": "BOOKMARK", "object": object]
      files[Self.file(kind), default: []].append(try line(["event": event]))
    }
    return files
  }

  private func listing(_ kind: ResourceKind) throws -> String {
    var list = Self.object("\(kind.kindName)List", kind, revision: vector.firstRevision - 1)
    list["items"] = [Any]()
    var record: [String: Any] = ["kind": kind.resourceName, "list": list]
    record["params"] = selector
    return try line(record)
  }

  /// The request of a watch, from its listing on.
  private func session(_ kind: ResourceKind) throws -> String {
    var parameters = selector
    if vector.when["sendInitialEvents"].isTrue {
      parameters["sendInitialEvents"] = "true"
    } else {
      parameters["resourceVersion"] = String(vector.firstRevision - 1)
    }
    return try text([
      "at": try instant(seconds).description, "kind": kind.resourceName, "action": "watch",
      "status": 200, "params": parameters,
    ])
  }

  private var selector: [String: String] {
    vector.when["filtered"].isTrue ? ["labelSelector": "app=web"] : [:]
  }

  private static func object(
    _ kindName: String,
    _ kind: ResourceKind,
    revision: Int
  ) -> [String: Any] {
    [
      "kind": kindName,
      "apiVersion": kind == .endpointSlice ? "discovery.k8s.io/v1" : "v1",
      "metadata": ["resourceVersion": String(revision)],
    ]
  }

  private static func file(_ kind: ResourceKind) -> String { "watch-\(kind.resourceName).jsonl" }

  private func line(_ record: [String: Any]) throws -> String {
    var record = record
    record["receivedAt"] = try instant(seconds).description
    return try text(record)
  }

  private func text(_ record: [String: Any]) throws -> String {
    let data = try JSONSerialization.data(withJSONObject: record, options: [.sortedKeys])
    return String(decoding: data, as: UTF8.self)
  }

  /// The instant a number of seconds after the vectors' midnight.
  private func instant(_ seconds: Int) throws -> Instant {
    guard let midnight = Instant(rfc3339: "2026-03-02T00:00:00Z") else {
      throw Failure.incomplete("midnight is no instant")
    }
    return midnight.advanced(byNanoseconds: Int64(seconds) * 1_000_000_000)
  }
}
