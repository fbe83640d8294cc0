import Foundation

/// A file or standard input, read in large pieces.
final class FlowInput {
  private static let chunkByteCount = 1 << 20

  private let descriptor: Int32
  private let path: String
  /// How many bytes were read.
  private(set) var bytesRead = 0
  /// How many bytes there are; 0 where that is not known.
  let bytesTotal: Int

  /// Opens a file; `-` is standard input.
  ///
  /// Throws `UsageError` where it cannot be read.
  init(path: String) throws {
    self.path = path
    guard path != "-" else {
      descriptor = STDIN_FILENO
      bytesTotal = 0
      return
    }
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      throw UsageError(
        message: "`\(path)` cannot be read: \(String(cString: strerror(errno)))",
        help: "name a file, or - for standard input"
      )
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw UsageError(message: "`\(path)` is a folder, expected a file", help: nil)
    }
    bytesTotal = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
  }

  deinit {
    if descriptor > STDIN_FILENO { close(descriptor) }
  }

  /// Calls `body` with each piece, and with whether what follows is waited for.
  func forEachChunk(_ body: (UnsafeBufferPointer<UInt8>, Bool) throws -> Void) throws {
    var buffer = [UInt8](repeating: 0, count: Self.chunkByteCount)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw UsageError(
          message: "`\(path)` cannot be read: \(String(cString: strerror(errno)))",
          help: nil
        )
      }
      guard count > 0 else { return }
      bytesRead += count
      let isWaiting = count < Self.chunkByteCount && bytesTotal == 0
      try buffer.withUnsafeBufferPointer {
        try body(UnsafeBufferPointer(rebasing: $0[..<count]), isWaiting)
      }
    }
  }
}
