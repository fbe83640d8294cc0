import Foundation

@testable import Ingest

/// The recordings among the project's fixtures.
enum Recordings {
  /// Small enough for every test.
  static let small = [
    "dualstack-headless", "outage", "recreate", "relabel", "rolling-update", "seed", "watch-gap",
  ]

  static let fileNames = [
    "lists.jsonl.zst", "watch-sessions.jsonl.zst", "watch-services.jsonl.zst",
    "watch-endpointslices.jsonl.zst", "watch-pods.jsonl.zst",
  ]

  static func folder(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/recordings/\(name)").path()
  }

  static func file(_ recording: String, _ name: String) -> String {
    folder(recording) + "/" + name
  }

  static func files(_ recording: String) -> [String] {
    fileNames.map { file(recording, $0) }
  }

  /// The records of a file, read by another parser than the importer's.
  static func records(_ recording: String, _ name: String) throws -> [[String: Any]] {
    let content = try FileContent(path: file(recording, name), arrivalTime: nil)
    return try content.bytes.all.split(separator: 10).compactMap {
      try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any]
    }
  }
}
