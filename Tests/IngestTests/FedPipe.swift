import Foundation
import Synchronization
import Testing

/// A pipe in the file system, into which a thread writes pieces, each when as many events as it
/// waits for are stored.
final class FedPipe: Sendable {
  /// A piece of text, and how many events must be stored before it is written.
  struct Piece {
    var text: String
    var afterEvents: Int
  }

  let path: String
  private let stored = Mutex(0)
  private let pieces: [Piece]
  /// How many events must be stored before the pipe is closed.
  private let eventsAtEnd: Int

  init(_ pieces: [Piece], eventsAtEnd: Int, in store: TestStore) throws {
    path = store.folder.appending(path: "pipe-\(pieces.count)-\(UInt32.random(in: 0...(.max)))")
      .path()
    try #require(mkfifo(path, 0o600) == 0)
    self.pieces = pieces
    self.eventsAtEnd = eventsAtEnd
  }

  /// How many events are stored.
  var storedCount: Int { stored.withLock { $0 } }

  /// Notes how many events are stored.
  func note(_ count: Int) {
    stored.withLock { $0 = count }
  }

  /// Begins to write.
  func start() {
    let unmanaged = Unmanaged.passRetained(self)
    var thread = pthread_t()
    pthread_create(
      &thread,
      nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<FedPipe>.fromOpaque(argument).takeRetainedValue().feed()
        return nil
      },
      unmanaged.toOpaque()
    )
    pthread_detach(thread)
  }

  private func feed() {
    let descriptor = open(path, O_WRONLY)
    for piece in pieces {
      wait(for: piece.afterEvents)
      let bytes = [UInt8](piece.text.utf8)
      _ = write(descriptor, bytes, bytes.count)
    }
    wait(for: eventsAtEnd)
    close(descriptor)
  }

  /// Waits; the bound only guards against hanging.
  private func wait(for count: Int) {
    for _ in 0..<6000 where storedCount < count { usleep(10_000) }
  }
}
