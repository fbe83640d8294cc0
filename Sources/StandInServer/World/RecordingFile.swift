internal import CZstd
internal import Foundation

/// Reads files of a recording, compressed with zstd or not.
enum RecordingFile {
  private static let windowLogMax: Int32 = 31
  /// The longest content that is read.
  private static let bytesMax: UInt64 = 8 << 30

  /// Reads `NAME` or `NAME.zst` in a folder; returns nil where there is neither.
  static func read(_ name: String, in folder: String) throws(StandInError) -> [UInt8]? {
    for path in ["\(folder)/\(name)", "\(folder)/\(name).zst"] {
      guard FileManager.default.fileExists(atPath: path) else { continue }
      guard let data = FileManager.default.contents(atPath: path) else {
        throw .unreadable(path: path, reason: "it cannot be opened")
      }
      guard path.hasSuffix(".zst") else { return Array(data) }
      return try decompress(Array(data), path: path)
    }
    return nil
  }

  /// Cuts a text into its lines; blank ones are left out.
  static func lines(of text: [UInt8]) -> [Range<Int>] {
    text.withUnsafeBytes { buffer in
      var lines: [Range<Int>] = []
      guard let base = buffer.baseAddress else { return lines }
      var start = 0
      while start < buffer.count {
        let found = memchr(base + start, 10, buffer.count - start)
        let end = found.map { UnsafeRawPointer($0) - base } ?? buffer.count
        if end > start { lines.append(start..<end) }
        start = end + 1
      }
      return lines
    }
  }

  private static func decompress(
    _ compressed: [UInt8],
    path: String
  ) throws(StandInError) -> [UInt8] {
    guard let context = ZSTD_createDCtx() else {
      throw .unreadable(path: path, reason: "there is no memory to decompress it")
    }
    defer { ZSTD_freeDCtx(context) }
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, windowLogMax)
    var bytes: [UInt8] = []
    let size = ZSTD_getFrameContentSize(compressed, compressed.count)
    // The two highest values say that the size is unknown, or that this is no frame.
    if size < bytesMax { bytes.reserveCapacity(Int(size)) }
    let chunk = UnsafeMutableRawBufferPointer.allocate(
      byteCount: ZSTD_DStreamOutSize(),
      alignment: 16
    )
    defer { chunk.deallocate() }
    let reason: String? = compressed.withUnsafeBytes { source in
      var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
      while true {
        var output = ZSTD_outBuffer(dst: chunk.baseAddress, size: chunk.count, pos: 0)
        let rest = ZSTD_decompressStream(context, &output, &input)
        guard ZSTD_isError(rest) == 0 else { return String(cString: ZSTD_getErrorName(rest)) }
        bytes.append(contentsOf: chunk[..<output.pos])
        guard input.pos == input.size, output.pos < output.size else { continue }
        return rest == 0 ? nil : "its zstd frame ends early"
      }
    }
    if let reason { throw .unreadable(path: path, reason: reason) }
    return bytes
  }
}
