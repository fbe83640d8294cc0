import Console
import Diagnostics
import EventLog
import Foundation
import QueryEngine
import QuerySyntax
import TopologyModel

/// The world of a session: the system's clocks, files, and saved queries.
struct ReplEnvironment: ConsoleEnvironment {
  /// Where the lines that were typed are remembered; nil where there is no place for it.
  static func historyPath() -> String? {
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["HINDCAST_HISTORY"] { return path.isEmpty ? nil : path }
    if let folder = environment["XDG_STATE_HOME"], !folder.isEmpty {
      return folder + "/hindcast/history"
    }
    return environment["HOME"].map { $0 + "/.local/state/hindcast/history" }
  }

  func now() -> Instant { SystemClock().now() }

  func monotonicNanoseconds() -> Int64 { StoreQueries.stopwatch.nanoseconds() }

  func open(_ path: String) throws -> any ConsoleStore {
    let log = try SQLiteEventLog(
      path: path,
      access: .readOnly,
      participants: [],
      clock: SystemClock()
    )
    return ReplStore(path: path, log: log)
  }

  func zone(named name: String) throws -> DisplayZone {
    guard let zone = DisplayZones.zone(name) else {
      throw UsageError(category: .notFound, message: DisplayZones.unknown(name))
    }
    return zone
  }

  func zoneNames() -> [String] { DisplayZones.names }

  func savedQueries() throws -> [(name: String, summary: String)] {
    let library = SavedQueryLibrary()
    return try library.names().map { name in
      (name, try library.query(name).header.documentation.first ?? "")
    }
  }

  func savedQuery(_ name: String) throws -> SourceText {
    try SavedQueryLibrary().source(name)
  }

  func save(_ text: String, as name: String, replaces: Bool) throws -> String {
    try SavedQueryLibrary().save(text, as: name, replaces: replaces)
  }

  func paths(beginningWith prefix: String) -> [String] {
    let folder = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
    let beginning = prefix.dropFirst(folder.count)
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)
    return (names ?? []).sorted().filter {
      $0.hasPrefix(beginning) && ($0.first != "." || beginning.first == ".")
    }.map { name in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: folder + name, isDirectory: &isFolder)
      return folder + name + (exists && isFolder.boolValue ? "/" : "")
    }
  }
}
