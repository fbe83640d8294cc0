import CZstd
import Foundation

/// Reads the plain files of a zstd-compressed tar archive.
struct TarArchive {
  enum Failure: Error {
    case unreadable(String)
  }

  /// The files' contents by path.
  let files: [String: [UInt8]]

  init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure.unreadable(path)
    }
    let bytes = try Self.decompressed(Array(data), path)
    var files: [String: [UInt8]] = [:]
    var offset = 0
    while offset + 512 <= bytes.count, bytes[offset] != 0 {
      let name = Self.text(bytes[offset..<(offset + 100)])
      let size = Int(Self.text(bytes[(offset + 124)..<(offset + 136)]), radix: 8) ?? 0
      if bytes[offset + 156] == UInt8(ascii: "0") {
        files[name] = Array(bytes[(offset + 512)..<(offset + 512 + size)])
      }
      offset += 512 + (size + 511) / 512 * 512
    }
    self.files = files
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 && $0 != 32 }, as: UTF8.self)
  }

  private static func decompressed(_ data: [UInt8], _ path: String) throws -> [UInt8] {
    let stream = ZSTD_createDStream()
    defer { ZSTD_freeDStream(stream) }
    ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, 31)
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    try data.withUnsafeBytes { source in
      var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
      while input.pos < input.size {
        let written = try chunk.withUnsafeMutableBytes { target in
          var buffer = ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
          let result = ZSTD_decompressStream(stream, &buffer, &input)
          guard ZSTD_isError(result) == 0 else { throw Failure.unreadable(path) }
          return buffer.pos
        }
        output.append(contentsOf: chunk[..<written])
      }
    }
    return output
  }
}
