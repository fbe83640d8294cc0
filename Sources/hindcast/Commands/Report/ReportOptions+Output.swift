import Audit
import Foundation
import TopologyModel

extension ReportOptions {
  /// Writes the files, or prints the only one.
  ///
  /// All paths are checked before anything is written.
  func write(_ files: [ReportFile]) throws {
    guard let output else {
      for file in files { Output.data(file.bytes) }
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
    try store.checkIsNoPart(path, of: "a report")
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
}
