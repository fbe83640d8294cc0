internal import CZstd

/// Decompresses zstd frames, one after the other.
enum ZstdDecoder {
  /// Windows up to 2 GiB, so that everything that `zstd --long=31` writes can be read.
  private static let windowLogMax: Int32 = 31

  /// A frame that says that it has more bytes is not believed before they are there.
  private static let sizeMax = 1 << 30

  /// Whether the bytes begin with a frame, or with a skippable one.
  static func isCompressed(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 4 else { return false }
    if bytes[0] == 0x28, bytes[1] == 0xB5, bytes[2] == 0x2F, bytes[3] == 0xFD { return true }
    return bytes[0] & 0xF0 == 0x50 && bytes[1] == 0x2A && bytes[2] == 0x4D && bytes[3] == 0x18
  }

  /// Decompresses; stops at damage, at the end, or when there are more than `bytesMax` bytes.
  static func decode(_ compressed: [UInt8], bytesMax: Int) -> Decompressed {
    guard let context = ZSTD_createDCtx() else {
      return Decompressed(bytes: [], damage: "there is no memory to decompress it")
    }
    defer { ZSTD_freeDCtx(context) }
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, windowLogMax)
    var outcome = Decompressed(bytes: [], damage: nil)
    let sizeHint = ZSTD_getFrameContentSize(compressed, compressed.count)
    // The two highest values say that the size is unknown, or that this is no frame.
    let isSizeKnown = sizeHint < UInt64(min(bytesMax, sizeMax))
    let chunkByteCount = ZSTD_DStreamOutSize()
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkByteCount, alignment: 16)
    defer { chunk.deallocate() }
    compressed.withUnsafeBytes { source in
      var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
      // Where the first frame says its size, as nearly always, it is written where it stays.
      if isSizeKnown, sizeHint > 0 {
        var rest = 1
        outcome.bytes = [UInt8](unsafeUninitializedCapacity: Int(sizeHint)) { buffer, count in
          var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
          while rest != 0, ZSTD_isError(rest) == 0, output.pos < output.size, input.pos < input.size
          {
            rest = ZSTD_decompressStream(context, &output, &input)
          }
          count = output.pos
        }
        if rest == 0, input.pos == input.size { return }
        if ZSTD_isError(rest) != 0 {
          // A damaged frame is read again piece by piece, since what comes before the damage counts.
          ZSTD_DCtx_reset(context, ZSTD_reset_session_only)
          outcome.bytes = []
          input.pos = 0
        }
      }
      while true {
        var output = ZSTD_outBuffer(dst: chunk.baseAddress, size: chunkByteCount, pos: 0)
        let rest = ZSTD_decompressStream(context, &output, &input)
        outcome.bytes.append(contentsOf: chunk[..<output.pos])
        guard ZSTD_isError(rest) == 0 else {
          let name = String(cString: ZSTD_getErrorName(rest))
          outcome.damage = "its zstd frame is damaged near compressed byte \(input.pos): \(name)"
          return
        }
        guard outcome.bytes.count <= bytesMax else {
          outcome.damage = "its content is longer than the limit of \(bytesMax) bytes"
          return
        }
        guard input.pos == input.size, output.pos < output.size else { continue }
        if rest != 0 { outcome.damage = "its zstd frame ends early" }
        return
      }
    }
    return outcome
  }
}
