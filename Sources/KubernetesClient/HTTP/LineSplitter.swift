internal import NIOCore

/// Cuts a stream of bytes into lines, whatever the borders of its chunks.
struct LineSplitter {
  private var rest: [UInt8] = []
  private let lineBytesMax: Int

  /// Creates a splitter of lines up to a length.
  init(lineBytesMax: Int) {
    self.lineBytesMax = lineBytesMax
  }

  /// Whether a line was begun, and its end did not come.
  var hasRest: Bool { !rest.isEmpty }

  /// Hands each line that a chunk completes to `body`, without its end; empty lines are left out.
  ///
  /// - Throws: `ConnectionProblem` where a line is too long; what `body` throws.
  mutating func add(
    _ chunk: ByteBuffer,
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    try chunk.withUnsafeReadableBytes { bytes in
      var start = 0
      while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
        if rest.isEmpty {
          if end > start { try body(UnsafeRawBufferPointer(rebasing: bytes[start..<end])) }
        } else {
          rest.append(contentsOf: bytes[start..<end])
          let line = rest
          rest.removeAll(keepingCapacity: line.count < 1 << 20)
          try line.withUnsafeBytes { try body($0) }
        }
        start = end + 1
      }
      rest.append(contentsOf: bytes[start...])
    }
    guard rest.count <= lineBytesMax else {
      throw ConnectionProblem(
        message: "a watch record of more than \(lineBytesMax) bytes came",
        help: "check that the address is an API server's"
      )
    }
  }
}
