internal import Foundation

/// Takes what comes out of a pipe, up to a limit.
struct PipeReader {
  /// What to wait for; -1, which `poll` skips, once the pipe is at its end.
  private(set) var descriptor: Int32
  /// What came out, or its end.
  private(set) var bytes: [UInt8] = []
  /// Whether more came out than is allowed; never where only the end is kept.
  private(set) var isOverfull = false

  private let bytesMax: Int
  private let keepsEnd: Bool
  private let pipe: Pipe

  init(_ pipe: Pipe, bytesMax: Int, keepsEnd: Bool) {
    self.pipe = pipe
    self.bytesMax = bytesMax
    self.keepsEnd = keepsEnd
    descriptor = pipe.fileHandleForReading.fileDescriptor
    let flags = fcntl(descriptor, F_GETFL)
    _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
  }

  /// Takes what is there; returns whether there may be more.
  @discardableResult
  mutating func read() -> Bool {
    guard descriptor >= 0 else { return false }
    let chunk = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
      let found = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
      count = max(found, 0)
      if found == 0 || found < 0 && errno != EAGAIN && errno != EINTR { descriptor = -1 }
    }
    bytes += chunk
    if bytes.count > bytesMax {
      if keepsEnd {
        bytes.removeFirst(bytes.count - bytesMax)
      } else {
        isOverfull = true
        bytes = []
        descriptor = -1
      }
    }
    return !chunk.isEmpty && !isOverfull
  }

  /// Takes everything that is there, without waiting for whoever still holds the pipe open.
  mutating func drain() {
    while read() {}
  }
}
