import Audit
import Foundation
import TopologyModel

extension ReportOptions {
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

  /// Writes the files, or prints the only one.
  ///
  /// All paths are checked before anything is written.
  func write(_ files: [ReportFile]) throws {
    guard let output else {
      for file in files { Output.write(file.bytes) }
      return
    }
    let paths = files.map { $0.name(beside: output) }
    for path in paths { try checkTarget(path) }
    for (file, path) in zip(files, paths) {
      do {
        try Data(file.bytes).write(to: URL(filePath: path))
      } catch {
        throw UsageError(
          category: .unavailable,
          message: "cannot write `\(path)`",
          help: "name a file in a folder that can be written to"
        )
      }
    }
  }

  private func checkTarget(_ path: String) throws {
    guard !isStore(path) else {
      throw UsageError(
        message: "`\(path)` is the store or belongs to it, and a report never replaces it",
        help: "name another file with -o"
      )
    }
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard force else {
      throw UsageError(
        message: "the file `\(path)` exists",
        help: "name another file, or replace it with `--force`"
      )
    }
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw UsageError(
        message: "`\(path)` is no file that a report can be written to, expected a plain file",
        help: "name another file with -o"
      )
    }
  }

  /// Whether a path leads to the store or to a file beside it, there or not, however it is spelled.
  private func isStore(_ path: String) -> Bool {
    let whole = URL(filePath: store.path).resolvingSymlinksInPath().path
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
