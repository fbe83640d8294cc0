import Foundation
import TopologyModel

/// A recording of the fixtures, with the API server's own lists.
struct Recording {
  /// One entry of `truth-index.json`.
  struct Truth {
    var revision: Revision
    var step: String
    /// The deliberate gap that it lies in; nil for none.
    var gap: Int?
  }

  let name: String
  let truths: [Truth]
  private let archive: TarArchive

  static let small = [
    "seed", "rolling-update", "outage", "scale-split", "relabel", "dualstack-headless", "recreate",
    "watch-gap",
  ]

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/recordings")

  var path: String { Self.folder.appendingPathComponent(name).path }

  init(_ name: String) throws {
    self.name = name
    let folder = Self.folder.appendingPathComponent(name)
    archive = try TarArchive(path: folder.appendingPathComponent("truth.tar.zst").path)
    let data = try Data(contentsOf: folder.appendingPathComponent("truth-index.json"))
    let entries = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
    truths = entries.compactMap { entry in
      (entry["resourceVersion"] as? String).flatMap { Revision($0) }.map {
        Truth(revision: $0, step: entry["step"] as? String ?? "", gap: entry["gap"] as? Int)
      }
    }
  }

  /// The server's list of a kind at a truth's revision, as bytes.
  func list(_ kind: ResourceKind, at revision: Revision) -> [UInt8]? {
    archive.files["truth/\(revision)/\(kind.resourceName).json"]
  }
}
