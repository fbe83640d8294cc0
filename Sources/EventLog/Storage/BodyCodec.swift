internal import CZstd

/// Compresses bodies against an earlier body, or alone, and back, bit for bit.
///
/// One codec belongs to one thread at a time.
final class BodyCodec {
  /// zstd's level; 9 costs much more time for little (docs/internals/benchmarks.md).
  static let level: Int32 = 3

  /// The level at which older parts are sealed, in the background.
  static let sealingLevel: Int32 = 9

  /// The greatest body that is stored, and read back, against damaged sizes.
  static let bodyBytesMax = 64 << 20

  private let compressor: OpaquePointer?
  private let decompressor: OpaquePointer?
  /// Where bodies are compressed, before as much is kept as they need.
  private var output: [UInt8] = []

  init(level: Int32 = BodyCodec.level) {
    compressor = ZSTD_createCCtx()
    decompressor = ZSTD_createDCtx()
    ZSTD_CCtx_setParameter(compressor, ZSTD_c_compressionLevel, level)
    ZSTD_CCtx_setParameter(compressor, ZSTD_c_contentSizeFlag, 0)
    ZSTD_CCtx_setParameter(compressor, ZSTD_c_checksumFlag, 0)
    ZSTD_CCtx_setParameter(compressor, ZSTD_c_dictIDFlag, 0)
  }

  deinit {
    ZSTD_freeCCtx(compressor)
    ZSTD_freeDCtx(decompressor)
  }

  /// Returns `body` compressed with `prefix` as what came before it.
  func compress(_ body: [UInt8], prefix: [UInt8]?) throws(EventLogError) -> [UInt8] {
    let bound = ZSTD_compressBound(body.count)
    if output.count < bound { output = [UInt8](repeating: 0, count: bound) }
    let compressor = compressor
    var written = 0
    func run(_ prefix: UnsafeBufferPointer<UInt8>?) -> [UInt8] {
      ZSTD_CCtx_refPrefix(compressor, prefix?.baseAddress, prefix?.count ?? 0)
      return output.withUnsafeMutableBufferPointer { buffer in
        written = ZSTD_compress2(compressor, buffer.baseAddress, bound, body, body.count)
        return ZSTD_isError(written) == 0 ? Array(buffer[..<written]) : []
      }
    }
    let result = prefix?.withUnsafeBufferPointer { run($0) } ?? run(nil)
    guard ZSTD_isError(written) == 0 else {
      throw .malformedDraft(detail: "zstd: " + String(cString: ZSTD_getErrorName(written)))
    }
    return result
  }

  /// Returns the body that a row of an event holds, given the prefix it was made with; returns nil for
  /// damaged bytes, and for a size that is not theirs.
  func body(of stored: [UInt8], size: Int, prefix: [UInt8]?) -> [UInt8]? {
    // An empty body has no bytes, compressed or not.
    if size == 0 { return stored.isEmpty ? [] : nil }
    return decompress(stored, size: size, prefix: prefix)
  }

  /// Returns the body of `size` bytes that `compressed` holds, given the prefix it was made with;
  /// returns nil for damaged bytes.
  func decompress(_ compressed: [UInt8], size: Int, prefix: [UInt8]?) -> [UInt8]? {
    guard (0...Self.bodyBytesMax).contains(size) else { return nil }
    let decompressor = decompressor
    var read = 0
    func run(_ prefix: UnsafeBufferPointer<UInt8>?) -> [UInt8] {
      ZSTD_DCtx_refPrefix(decompressor, prefix?.baseAddress, prefix?.count ?? 0)
      return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        read = ZSTD_decompressDCtx(
          decompressor,
          buffer.baseAddress,
          size,
          compressed,
          compressed.count
        )
        count = ZSTD_isError(read) == 0 ? read : 0
      }
    }
    let result = prefix?.withUnsafeBufferPointer { run($0) } ?? run(nil)
    guard ZSTD_isError(read) == 0, read == size else { return nil }
    return result
  }
}
