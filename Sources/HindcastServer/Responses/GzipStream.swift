internal import CZlib
internal import NIOCore
internal import NIOPosix

/// Compresses bytes piece by piece (RFC 1952), one piece at a time.
final class GzipStream: @unchecked Sendable {
  /// How many bytes at most an event loop compresses: 16 KiB, some 0.2 ms.
  static let loopBytesMax = 16 << 10
  private static let chunkByteCount = 1 << 16
  /// A window of 32 KiB, and the wrapping of gzip.
  private static let windowBits: Int32 = 15 + 16

  private var stream = z_stream()

  /// Begins a stream; nil where zlib has no memory for one.
  init?() {
    let outcome = deflateInit2_(
      &stream,
      Z_BEST_SPEED,
      Z_DEFLATED,
      Self.windowBits,
      8,
      Z_DEFAULT_STRATEGY,
      ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size)
    )
    guard outcome == Z_OK else { return nil }
  }

  deinit {
    deflateEnd(&stream)
  }

  /// Compresses a piece; with `isEnd` the stream ends.
  ///
  /// What is written can be read at once.
  func compress(_ input: ByteBuffer, isEnd: Bool) -> ByteBuffer {
    assert(
      input.readableBytes <= Self.loopBytesMax
        || MultiThreadedEventLoopGroup.currentEventLoop == nil,
      "\(input.readableBytes) bytes are compressed on an event loop"
    )
    var output = ByteBuffer()
    var input = input
    input.withUnsafeMutableReadableBytes { bytes in
      stream.next_in = bytes.bindMemory(to: UInt8.self).baseAddress
      stream.avail_in = UInt32(bytes.count)
      repeat {
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.chunkByteCount) { room in
          stream.next_out = room.bindMemory(to: UInt8.self).baseAddress
          stream.avail_out = UInt32(room.count)
          deflate(&stream, isEnd ? Z_FINISH : Z_SYNC_FLUSH)
          return room.count - Int(stream.avail_out)
        }
      } while stream.avail_out == 0
    }
    return output
  }
}
