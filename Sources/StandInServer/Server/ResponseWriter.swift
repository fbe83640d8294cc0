internal import NIOCore
internal import NIOHTTP1

/// Writes one answer to a connection, byte by byte as a fault may want it.
///
/// HTTP is written here rather than by the encoder of NIOHTTP1, which does not write what is wrong.
final class ResponseWriter {
  let channel: any Channel
  /// So few bytes go into each chunk; nil where a chunk may have any length.
  private let bytesPerChunk: Int?
  /// When all that was written has left.
  private(set) var lastWrite: EventLoopFuture<Void>

  init(channel: any Channel, bytesPerChunk: Int?) {
    self.channel = channel
    self.bytesPerChunk = bytesPerChunk
    lastWrite = channel.eventLoop.makeSucceededVoidFuture()
  }

  /// Writes a whole answer.
  func writeAnswer(
    status: Int,
    headers: [(String, String)],
    body: ByteBuffer
  ) {
    guard bytesPerChunk == nil else {
      writeHead(status: status, headers: headers, length: nil)
      writeChunk(body)
      writeEnd()
      return
    }
    writeHead(status: status, headers: headers, length: body.readableBytes)
    write(body)
    channel.flush()
  }

  /// Writes the head of an answer, whose body has that length, or chunks where it is nil.
  func writeHead(status: Int, headers: [(String, String)], length: Int?) {
    let phrase = HTTPResponseStatus(statusCode: status).reasonPhrase
    var head = "HTTP/1.1 \(status) \(phrase)\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    head += length.map { "Content-Length: \($0)\r\n\r\n" } ?? "Transfer-Encoding: chunked\r\n\r\n"
    write(ByteBuffer(string: head))
  }

  /// Writes bytes as one chunk, or as many as a fault wants.
  func writeChunk(_ bytes: ByteBuffer) {
    var rest = bytes
    while rest.readableBytes > 0 {
      let count = min(rest.readableBytes, bytesPerChunk ?? .max)
      guard let piece = rest.readSlice(length: count) else { return }
      var chunk = ByteBuffer()
      chunk.reserveCapacity(count + 16)
      chunk.writeString(String(count, radix: 16) + "\r\n")
      chunk.writeImmutableBuffer(piece)
      chunk.writeString("\r\n")
      write(chunk)
      if bytesPerChunk != nil { channel.flush() }
    }
  }

  /// Writes a chunk that promises all bytes and has but half of them.
  func writeTornChunk(_ bytes: ByteBuffer) {
    var chunk = ByteBuffer()
    chunk.writeString(String(bytes.readableBytes, radix: 16) + "\r\n")
    chunk.writeBytes(bytes.readableBytesView.prefix(bytes.readableBytes / 2))
    write(chunk)
  }

  /// Ends a body of chunks.
  func writeEnd() {
    write(ByteBuffer(string: "0\r\n\r\n"))
    channel.flush()
  }

  /// Sends what was written, then closes the connection.
  func close() {
    let channel = channel
    channel.flush()
    lastWrite.whenComplete { _ in channel.close(promise: nil) }
  }

  private func write(_ bytes: ByteBuffer) {
    lastWrite = channel.write(bytes)
  }
}
