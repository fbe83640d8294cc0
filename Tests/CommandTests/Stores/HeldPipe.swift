import Foundation
import HindcastTestSupport

/// A named pipe that an import reads, and that has no end until the test says so.
final class HeldPipe {
  private let path: String
  private var descriptor: Int32

  init(_ path: String) throws {
    self.path = path
    guard mkfifo(path, 0o600) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
    // For both, so that neither this nor the import waits for the other.
    descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  }

  deinit { close() }

  /// Starts an import of the pipe, and waits until it has the writer's place.
  func startImport(into store: String, in folder: TemporaryDirectory) async throws -> RunningProgram
  {
    let program = try HindcastExecutable.start(
      ["import", "--cluster", "piped", "--store", store, path],
      in: folder.path
    )
    let lock = folder.file(store + "-lock")
    while (try? String(contentsOfFile: lock, encoding: .utf8))?.contains("process ") != true {
      guard try !program.isOver else { throw ScriptError("it ended: \(program.messages)") }
      try await Polling.pause(milliseconds: 20)
    }
    return program
  }

  func write(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard Foundation.write(descriptor, bytes, bytes.count) == bytes.count else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
  }

  /// Ends it, for who reads it.
  func close() {
    guard descriptor >= 0 else { return }
    Foundation.close(descriptor)
    descriptor = -1
  }
}
