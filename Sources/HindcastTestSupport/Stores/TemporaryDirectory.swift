internal import Foundation

/// A folder that is removed with its content when nobody holds it any more.
public final class TemporaryDirectory {
  /// The absolute path of the folder.
  public let path: String

  /// Makes an empty folder with a name of its own.
  public init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("hindcast-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of a file of that name in the folder.
  public func file(_ name: String) -> String { "\(path)/\(name)" }
}
