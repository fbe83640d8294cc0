import Foundation
import StandInServer

/// The recordings among the project's fixtures.
enum Recordings {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/recordings").path(percentEncoded: false)

  static let names = [
    "seed", "rolling-update", "outage", "scale-split", "relabel", "dualstack-headless",
    "recreate", "watch-gap",
  ]

  static func world(_ name: String) throws -> StandInWorld {
    try StandInWorld(recording: folder + "/" + name)
  }
}
