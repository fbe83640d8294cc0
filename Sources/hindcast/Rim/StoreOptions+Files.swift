import Foundation
import TopologyModel

extension StoreOptions {
  /// A file on the disk, whatever its path.
  private struct Identity: Hashable {
    var device: UInt64
    var number: UInt64

    /// The file that a path leads to; nil where there is none.
    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      device = UInt64(status.st_dev)
      number = UInt64(status.st_ino)
    }
  }

  /// Throws `UsageError` for the path of the store, or of a file that belongs to it, where `what` was to
  /// be written.
  func checkIsNoPart(_ path: String, of what: String) throws {
    guard isPart(path) else { return }
    throw UsageError(
      message: "`\(path)` is the store or belongs to it, and \(what) never replaces it",
      help: "name another file with -o"
    )
  }

  /// Whether a path leads to the store or to a file beside it, there or not, however it is spelled.
  private func isPart(_ path: String) -> Bool {
    let whole = URL(filePath: self.path).resolvingSymlinksInPath().path
    let target = URL(filePath: path)
    let folder = Identity(target.deletingLastPathComponent().path)
    return ["", "-wal", "-shm", "-journal", "-lock"].contains { ending in
      let own = URL(filePath: whole + ending)
      if let identity = Identity(own.path), identity == Identity(path) { return true }
      return own.lastPathComponent == target.lastPathComponent && folder != nil
        && folder == Identity(own.deletingLastPathComponent().path)
    }
  }
}
