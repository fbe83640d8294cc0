internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Writes the body of an answer, noting each piece so that slow readers are noticed.
struct BodyWriter {
  private var writer: any ResponseBodyWriter
  private let request: RunningRequest
  private let gzip: GzipStream?
  private let workers: StoreWorkers

  init(
    _ writer: any ResponseBodyWriter,
    _ request: RunningRequest,
    gzip: GzipStream?,
    _ workers: StoreWorkers
  ) {
    self.writer = writer
    self.request = request
    self.gzip = gzip
    self.workers = workers
  }

  /// Writes a piece, and returns when the client has room for more.
  ///
  /// Throws `RequestStopped` where the request is to end.
  mutating func write(_ bytes: ByteBuffer) async throws {
    try request.check()
    guard bytes.readableBytes > 0 else { return }
    let piece = try await workers.compress(bytes, gzip, isEnd: false)
    try await writer.write(piece)
    // Whether there is room is known when the channel has it: else all of a long answer would wait in
    // memory, and a client that reads it slowly would seem idle.
    try await request.channel.eventLoop.submit {}.get()
    request.noteProgress(written: piece.readableBytes)
  }

  /// Ends the body.
  consuming func finish() async throws {
    if let gzip {
      let end = gzip.compress(ByteBuffer(), isEnd: true)
      try await writer.write(end)
      request.noteProgress(written: end.readableBytes)
    }
    try await writer.finish(nil)
  }
}
