import Foundation
import HindcastTestSupport
import Synchronization

/// Stores that hold recordings, each made once and only read from then on.
enum RecordedStores {
  /// The name of the store that `hindcast demo` makes.
  static let demo = "demo"

  private static let folder = Result { try makeFolder() }
  private static let made = Mutex<[String: String]>([:])

  /// The path of the store that holds a recording of that name, or of the demo's.
  static func path(of recording: String) throws -> String {
    try made.withLock { paths in
      if let path = paths[recording] { return path }
      let path = try make(recording)
      paths[recording] = path
      return path
    }
  }

  /// Copies a store to where a test may change it.
  static func copy(_ recording: String, to path: String) throws {
    try FileManager.default.copyItem(atPath: try Self.path(of: recording), toPath: path)
  }

  /// Makes a folder that is removed when the process ends.
  private static func makeFolder() throws -> String {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "hindcast-stores-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    atexit {
      guard let path = try? RecordedStores.folder.get() else { return }
      try? FileManager.default.removeItem(atPath: path)
    }
    return url.path
  }

  private static func make(_ recording: String) throws -> String {
    let folder = try folder.get()
    let store = "\(folder)/\(recording).db"
    let source = ProjectTree.root + "/Tests/Fixtures/recordings/" + recording
    let arguments =
      recording == demo
      ? ["demo", "--store", store]
      : ["import", "--store", store, "--cluster", recording, source]
    let result = try HindcastExecutable.run(arguments, in: folder)
    guard result.exitCode == 0 else {
      throw ScriptError("`hindcast \(arguments.joined(separator: " "))`: \(result.messages)")
    }
    return store
  }
}
