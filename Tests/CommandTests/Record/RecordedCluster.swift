import Foundation
import HindcastTestSupport
import StandInServer
import TopologyModel

/// A stand-in server of a recording of the fixtures, for `hindcast record` to record.
struct RecordedCluster {
  /// The recording's name.
  let recording: String
  let world: StandInWorld
  let server: StandInServer

  /// Starts a server.
  init(_ recording: String) async throws {
    self.recording = recording
    world = try StandInWorld(
      recording: "\(ProjectTree.root)/Tests/Fixtures/recordings/\(recording)"
    )
    server = try await StandInServer.start(world: world)
  }

  /// Writes a kubeconfig with a context for each server; the first is the current one.
  static func writeKubeconfig(_ contexts: [(name: String, url: String)], to path: String) throws {
    var text = "apiVersion: v1\nkind: Config\ncurrent-context: \(contexts.first?.name ?? "")\n"
    text += "clusters:\n"
    for (name, url) in contexts {
      text += "  - name: \(name)-server\n    cluster:\n      server: \(url)\n"
    }
    text += "contexts:\n"
    for (name, _) in contexts {
      text += "  - name: \(name)\n    context:\n      cluster: \(name)-server\n"
    }
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  /// Waits until a store has all that the import of the recording has of what has happened.
  func waitUntilStored(in store: String, as cluster: String) async throws {
    let revision = world.revision
    let expected = try Self.states(of: RecordedStores.path(of: recording), cluster: recording)
      .filter { $0.revision <= revision }
    guard !expected.isEmpty else { throw ScriptError("`\(recording)` has no object by then") }
    for _ in 0..<600 {
      let found = try Self.states(of: store, cluster: cluster)
      if found.isSuperset(of: expected) { return }
      try await Polling.pause(milliseconds: 50)
    }
    let missing = expected.subtracting(try Self.states(of: store, cluster: cluster))
    throw ScriptError("never stored: \(missing.map(\.text).sorted())")
  }

  /// The states of objects that a store has of a cluster.
  static func states(of store: String, cluster: String) throws -> Set<StoredState> {
    let dump = try HindcastExecutable.run(["dump", "--store", store, "log"], in: ProjectTree.root)
    return Set(
      dump.output.split(separator: "\n").compactMap { StoredState(line: $0, of: cluster) }
    )
  }
}
