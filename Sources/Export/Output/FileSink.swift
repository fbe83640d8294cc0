internal import CZstd
internal import Foundation

/// A file that is written from its beginning, compressed with zstd where that is wanted.
final class FileSink: ByteSink {
  private static let chunkByteCount = 1 << 16
  private static let level: Int32 = 9

  private let path: String
  private let handle: FileHandle
  private var buffer: [UInt8] = []
  private let context: OpaquePointer?

  /// Creates the file.
  init(path: String, isCompressed: Bool) throws {
    self.path = path
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw ExportError.notWritten(path, reason: "it cannot be created") }
    self.handle = handle
    guard isCompressed else {
      context = nil
      return
    }
    guard let context = ZSTD_createCCtx() else {
      throw ExportError.notWritten(path, reason: "there is no memory to compress it")
    }
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Self.level)
    self.context = context
  }

  deinit {
    ZSTD_freeCCtx(context)
    try? handle.close()
  }

  func write(_ bytes: [UInt8]) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.chunkByteCount { try flush(isEnd: false) }
  }

  /// Writes the rest, makes it durable, and closes the file.
  func close() throws {
    try flush(isEnd: true)
    do {
      try handle.synchronize()
      try handle.close()
    } catch {
      throw ExportError.notWritten(path, reason: error.localizedDescription)
    }
  }

  private func flush(isEnd: Bool) throws {
    let bytes = try context.map { try compress($0, isEnd: isEnd) } ?? buffer
    buffer.removeAll(keepingCapacity: true)
    do {
      try handle.write(contentsOf: Data(bytes))
    } catch {
      throw ExportError.notWritten(path, reason: error.localizedDescription)
    }
  }

  private func compress(_ context: OpaquePointer, isEnd: Bool) throws -> [UInt8] {
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: Self.chunkByteCount)
    let mode = isEnd ? ZSTD_e_end : ZSTD_e_continue
    try buffer.withUnsafeBytes { source in
      try chunk.withUnsafeMutableBytes { target in
        var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
        var isDone = false
        while !isDone {
          var output = ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
          let rest = ZSTD_compressStream2(context, &output, &input, mode)
          guard ZSTD_isError(rest) == 0 else {
            throw ExportError.notWritten(path, reason: String(cString: ZSTD_getErrorName(rest)))
          }
          result.append(contentsOf: target[..<output.pos])
          isDone = isEnd ? rest == 0 : input.pos == input.size
        }
      }
    }
    return result
  }
}
