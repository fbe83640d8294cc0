internal import CZlib

/// Decompresses gzip members, one after the other.
enum GzipDecoder {
  /// The largest window that zlib knows, and that it looks for a gzip header.
  private static let windowBits: Int32 = 15 + 16

  /// Whether the bytes begin with a gzip member that is compressed the only way that there is.
  static func isCompressed(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x1F, 0x8B, 0x08])
  }

  /// Decompresses; stops at damage, at the end, or when there are more than `bytesMax` bytes.
  ///
  /// Zeros behind the last member are padding, as tapes and some programs leave it.
  static func decode(_ compressed: [UInt8], bytesMax: Int) -> Decompressed {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, windowBits, ZLIB_VERSION, size) == Z_OK else {
      return Decompressed(bytes: [], damage: "there is no memory to decompress it")
    }
    defer { inflateEnd(&stream) }
    var outcome = Decompressed(bytes: [], damage: nil)
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { chunk.deallocate() }
    compressed.withUnsafeBytes { source in
      var position: Int? = 0
      while let start = position, outcome.damage == nil {
        position = step(&stream, source, at: start, chunk: chunk, into: &outcome)
        if outcome.damage == nil, outcome.bytes.count > bytesMax {
          outcome.damage = "its content is longer than the limit of \(bytesMax) bytes"
        }
      }
    }
    return outcome
  }

  /// Decompresses as much as the chunk holds; returns how far the compressed bytes were read, nil
  /// at the end of the last member.
  private static func step(
    _ stream: inout z_stream,
    _ source: UnsafeRawBufferPointer,
    at position: Int,
    chunk: UnsafeMutableRawBufferPointer,
    into outcome: inout Decompressed
  ) -> Int? {
    let input = UnsafeRawBufferPointer(rebasing: source[position...].prefix(1 << 30))
    stream.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: Bytef.self)
    )
    stream.avail_in = uInt(input.count)
    stream.next_out = chunk.baseAddress?.assumingMemoryBound(to: Bytef.self)
    stream.avail_out = uInt(chunk.count)
    let code = inflate(&stream, Z_NO_FLUSH)
    let outputCount = chunk.count - Int(stream.avail_out)
    let next = position + input.count - Int(stream.avail_in)
    outcome.bytes.append(contentsOf: chunk[..<outputCount])
    switch code {
    case Z_STREAM_END:
      if source[next...].allSatisfy({ $0 == 0 }) { return nil }
      inflateReset(&stream)
    case Z_OK, Z_BUF_ERROR:
      // With room for more output and no input left, the member has not ended.
      if next == source.count, stream.avail_out > 0 {
        outcome.damage = "its gzip member ends early"
      }
    default:
      let reason = stream.msg.map { String(cString: $0) } ?? "error \(code)"
      outcome.damage = "its gzip member is damaged near compressed byte \(next): \(reason)"
    }
    return next
  }
}
