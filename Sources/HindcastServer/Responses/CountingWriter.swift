internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// Counts the bytes of a body that nobody wants: what `HEAD` tells as its length.
final class CountingWriter: ResponseBodyWriter, Sendable {
  private let bytes = Mutex(0)

  /// The bytes so far.
  var count: Int { bytes.withLock { $0 } }

  func write(_ buffer: ByteBuffer) async throws {
    bytes.withLock { $0 += buffer.readableBytes }
  }

  func write(contentsOf buffers: some Sequence<ByteBuffer>) async throws {
    for buffer in buffers { try await write(buffer) }
  }

  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
