import Foundation
import StandInServer

/// The recordings among the project's fixtures.
enum Recordings {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/recordings").path(percentEncoded: false)

  /// Those of moderate length that lost no history.
  static let withoutGap = [
    "seed", "rolling-update", "outage", "scale-split", "relabel", "dualstack-headless",
    "recreate",
  ]

  static func world(_ name: String) throws -> StandInWorld {
    try StandInWorld(recording: folder + "/" + name)
  }
}
